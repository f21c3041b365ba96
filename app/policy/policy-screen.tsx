import { Link, useNavigate, useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { useRail } from '../session/use-rail.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { ChevronDown, History, Undo2 } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import { ObjectiveList } from './objective-list.tsx'
import type { PolicyChange } from './policy-change.ts'
import { versionLabel, type BoardInForce, type DispatchChange, type VersionSummary } from './policy-facts.ts'
import { AutomaticDispatch, ExchangeRates, RuleList } from './policy-side.tsx'
import './policy-frame.css'
import './objectives.css'
import './outcome.css'
import './preview.css'
import './narrow.css'
import { postChange } from './post.ts'
import { PreviewPane } from './preview-pane.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { SaveMark } from './save-mark.tsx'
import { useDraft } from './use-draft.ts'
import { usePreview } from './use-preview.ts'
import { VersionList } from './version-list.tsx'

export type PolicyScreenProps = {
  me: { name: string; role: Role }
  policy: { id: string; name: string }
  policies: readonly { id: string; name: string }[]
  newest: { number: number; body: Policy }
  draft: { body: Policy; changedAt: Instant } | null
  versions: readonly VersionSummary[]
  activations: readonly DispatchChange[]
  boards: readonly BoardInForce[]
}

type Asking =
  | { what: 'publish' }
  | { what: 'restore'; number: number }
  | { what: 'activate'; number: number; board: BoardInForce }

/** One policy under the hand: its objectives, what they are worth, its rules, and what all of it would change. */
export function PolicyScreen(props: PolicyScreenProps) {
  const { me, policy: own, policies, newest, versions, activations, boards } = props
  const { t, i18n } = useTranslation('policy')
  const locale = useLocale()
  const navigate = useNavigate()
  const revalidator = useRevalidator()
  const rail = useRail(me.role, 'settings')
  const [asking, setAsking] = useState<Asking | null>(null)
  const firstBoard = boards.find(({ inForce }) => inForce.policyId === own.id) ?? boards[0]
  const [boardId, setBoardId] = useState(firstBoard?.id)
  const board = boards.find(({ id }) => id === boardId)
  const timeZone = board?.timeZone ?? 'UTC'
  const draft = useDraft({
    policyId: own.id,
    first: props.draft?.body ?? newest.body,
    firstSavedAt: props.draft?.changedAt ?? null,
    base: newest.number,
    onOverwrote: ({ name, at }) =>
      showToast({
        text: t('draft.overwrote', { name, time: formatTime(locale, at, timeZone) }),
        tone: 'info',
      }),
  })
  const preview = usePreview(own.id, boardId, draft.policy)
  const flaw = draft.save.state === 'flawed' ? draft.save.flaw : undefined
  const inForce = {
    label: board ? versionLabel(board.inForce, own.id) : `v${newest.number}`,
    policy: board?.body ?? newest.body,
  }
  const hasDraft = draft.savedAt !== null || draft.save.state !== 'saved'
  const next = newest.number + 1

  /** Sends a change that is not a save, shows how it went, and what the page is then. */
  const change = async (given: PolicyChange, done?: string): Promise<boolean> => {
    try {
      const answer = await postChange(own.id, given)
      if (answer.ok) {
        if (done !== undefined) showToast({ text: done, tone: 'done' })
        setAsking(null)
        revalidator.revalidate()
      } else showToast({ text: rejectionSentence(i18n, answer.rejection), tone: 'bad' })
      return answer.ok
    } catch {
      showToast({ text: t('failed'), tone: 'bad' })
      return false
    }
  }

  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <nav className="policy-crumbs">
            <span>{t('settings')}</span>
            <span aria-hidden="true">/</span>
            <Link to="/settings/policies">{t('title')}</Link>
            <span aria-hidden="true">/</span>
            <h1>{own.name}</h1>
            <Menu
              label={t('title')}
              align="end"
              trigger={
                <button type="button" className="btn bare sq" aria-label={t('title')}>
                  <Icon of={ChevronDown} size={14} />
                </button>
              }
              entries={policies.map(({ id, name }) => ({
                kind: 'choice',
                id,
                label: name,
                chosen: id === own.id,
                onSelect: () => {
                  navigate(`/settings/policies/${id}`)
                },
              }))}
            />
          </nav>
          <Badge>{t(hasDraft ? 'draft.basedOn' : 'draft.published', { number: newest.number })}</Badge>
          <SaveMark save={draft.save} onReload={() => window.location.reload()} />
          <span className="grow" />
          <Button
            look="bare"
            icon={History}
            className="policy-versions"
            onClick={() => document.getElementById('versions')?.scrollIntoView()}
          >
            {t('versions.title')}
          </Button>
          {hasDraft ? (
            <Button
              look="bare"
              icon={Undo2}
              className="policy-discard"
              onClick={() => setAsking({ what: 'restore', number: newest.number })}
            >
              {t('draft.discard')}
            </Button>
          ) : null}
          <Button
            look="primary"
            disabled={!hasDraft || flaw !== undefined}
            onClick={() =>
              void draft.flush().then((saved) => {
                if (saved) setAsking({ what: 'publish' })
              })
            }
          >
            {t('publish.button', { number: next })}
          </Button>
        </>
      }
    >
      <div className="policy">
        <div className="policy-objectives">
          <ObjectiveList
            policy={draft.policy}
            flaw={flaw}
            inForce={inForce}
            actual={preview.preview?.actual ?? {}}
            onChange={(objective) =>
              draft.edit((policy) => ({
                ...policy,
                objectives: policy.objectives.map((one) => (one.name === objective.name ? objective : one)),
              }))
            }
          />
        </div>
        <div className="policy-side">
          <ExchangeRates policy={draft.policy} preview={preview.preview} />
          <RuleList
            policy={draft.policy}
            flaw={flaw}
            preview={preview.preview}
            onChange={(part) => draft.edit((policy) => ({ ...policy, ...part }))}
          />
          <AutomaticDispatch
            policy={draft.policy}
            flaw={flaw}
            preview={preview.preview}
            onChange={(part) => draft.edit((policy) => ({ ...policy, ...part }))}
          />
          <VersionList
            policyId={own.id}
            versions={versions}
            boards={boards}
            activations={activations}
            hasDraft={hasDraft}
            timeZone={timeZone}
            onRestore={(number) => setAsking({ what: 'restore', number })}
            onActivate={(number, chosen) => setAsking({ what: 'activate', number, board: chosen })}
          />
        </div>
        <PreviewPane
          state={preview}
          boards={boards}
          boardId={boardId}
          onBoard={setBoardId}
          inForce={inForce.label}
        />
      </div>
      {asking?.what === 'publish' ? (
        <PublishDialog
          policyId={own.id}
          number={next}
          boards={boards}
          onClose={() => setAsking(null)}
          onPublish={(note, boardIds) =>
            change(
              { change: 'publish', note, boardIds, seen: draft.savedAt },
              boardIds.length === 0
                ? t('publish.done', { number: next })
                : t('publish.doneWith', { number: next, count: boardIds.length }),
            )
          }
        />
      ) : null}
      {asking?.what === 'restore' ? (
        <ConfirmDialog
          title={
            asking.number === newest.number
              ? t('draft.discardTitle')
              : t('draft.restoreTitle', { number: asking.number })
          }
          text={
            asking.number === newest.number
              ? t('draft.discardText', { number: newest.number })
              : t('draft.restoreText')
          }
          submit={asking.number === newest.number ? t('draft.discard') : t('draft.restore')}
          onClose={() => setAsking(null)}
          onSubmit={() => void draft.flush().then(() => change({ change: 'restore', number: asking.number }))}
        />
      ) : null}
      {asking?.what === 'activate' ? (
        <ConfirmDialog
          title={t('activate.title', { number: asking.number, board: asking.board.name })}
          text={t('activate.text', {
            number: asking.number,
            board: asking.board.name,
            version: versionLabel(asking.board.inForce, own.id),
          })}
          submit={t('activate.submit')}
          onClose={() => setAsking(null)}
          onSubmit={() =>
            void draft
              .flush()
              .then(() =>
                change(
                  { change: 'activate', boardId: asking.board.id, number: asking.number },
                  t('activate.done', { number: asking.number, board: asking.board.name }),
                ),
              )
          }
        />
      ) : null}
    </AppFrame>
  )
}

type ConfirmDialogProps = {
  title: string
  text: string
  submit: string
  onClose: () => void
  onSubmit: () => void
}

function ConfirmDialog({ title, text, submit, onClose, onSubmit }: ConfirmDialogProps) {
  const { t } = useTranslation('policy')
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={title}
      description={text}
      actions={
        <>
          <Button onClick={onClose}>{t('list.cancel')}</Button>
          <Button look="primary" onClick={onSubmit}>
            {submit}
          </Button>
        </>
      }
    />
  )
}
