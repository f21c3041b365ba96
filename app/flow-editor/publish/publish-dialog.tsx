import { useMemo, useState, useSyncExternalStore, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { longestVersionName, type DraftChange, type FlowReview } from '#contract/flow-publishing.ts'
import { applyChanges, graphDifference } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Rejection } from '#domain/rejection.ts'
import { draftStepWords, graphChangeSentence } from '../../i18n/graph-change-sentence.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Check, Info } from '../../ui/icons.ts'
import { TextInput } from '../../ui/inputs.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { FlowEditor } from '../flow-editor-engine.ts'
import type { Surroundings } from '../form-context.tsx'
import { openNodeOf } from '../section-lock.ts'
import { useDocumentState } from '../use-open-document.ts'
import { useCheck } from '../use-problems.ts'
import { clockText } from '../when-text.ts'
import { ChangeList } from './change-list.tsx'
import { nodeOf } from './change-rows.ts'
import type { Choice } from './choice.ts'
import { PublishChecks } from './publish-checks.tsx'
import { useReview } from './use-review.ts'
import './publish.css'

type PublishDialogProps = {
  editor: FlowEditor
  flowName: string
  /** The draft as it is now, to say what has moved since it was looked at. */
  draft: FlowGraph | undefined
  surroundings: Surroundings
  /** The tickets that stand on what was changed, and where they go. */
  impact: ReactNode
  onClose: () => void
  onGoTo: (nodeId: string) => void
  onShowVersion: (number: number) => void
}

/** What is different from the newest version, whose it is, which of it goes out, and what forbids it. */
export function PublishDialog({
  editor,
  flowName,
  draft,
  surroundings,
  impact,
  onClose,
  onGoTo,
  onShowVersion,
}: PublishDialogProps) {
  const { t, i18n } = useTranslation('flowVersions')
  const locale = useLocale()
  const { document: flow, flowId } = editor
  const { me } = useDocumentState(flow)
  const peers = useSyncExternalStore(flow.subscribePeers, flow.getPeers)
  /** The colleague who made the change and has its node's form open: it may be half written. */
  const typistOf = ({ change, authors }: DraftChange) =>
    peers.find(
      ({ user, form }) =>
        form !== undefined && openNodeOf(form) === nodeOf(change) && authors.some(({ id }) => id === user.id),
    )
  const { shown, renew, publish, choose, leaveOut } = useReview(
    flowId,
    (change) => typistOf(change) !== undefined,
    (answer) =>
      answer.ok
        ? showToast({
            text: t('publish.done', { number: answer.number }),
            tone: 'done',
            action: {
              label: t('publish.look', { number: answer.number }),
              onAction: () => onShowVersion(answer.number),
            },
          })
        : showToast({
            text: t('publish.notDone', { why: rejectionSentence(i18n, answer.rejection) }),
            tone: 'bad',
          }),
  )
  const [name, setName] = useState('')
  const check = useCheck(surroundings)
  const ready = shown.state === 'ready' ? shown : undefined
  const review = ready?.review
  const choice = ready?.choice
  const chosen = useMemo(() => review && choice && chosenGraph(review, choice), [review, choice])
  const problems = useMemo(() => (chosen ? check(chosen) : []), [check, chosen])
  const moved = useMemo(() => (review && draft ? graphDifference(review.draft, draft) : []), [review, draft])

  if (shown.state === 'published')
    return (
      <Dialog
        open
        onClose={onClose}
        size="small"
        title={t('publish.done', { number: shown.number })}
        description={[
          t('publish.doneText', { number: shown.number }),
          ...(shown.left > 0 ? [t('publish.left', { count: shown.left })] : []),
        ].join(locale === 'en' ? ' ' : '')}
        actions={
          <>
            <Button onClick={() => onShowVersion(shown.number)}>
              {t('publish.look', { number: shown.number })}
            </Button>
            <Button look="primary" onClick={onClose}>
              {t('publish.close')}
            </Button>
          </>
        }
      />
    )
  const title = t('publish.title', { name: flowName })
  if (shown.state !== 'ready' || !review || !choice || !chosen)
    return (
      <Dialog open onClose={onClose} size="wide" title={title}>
        <div className="pwait">
          {shown.state === 'loading' ? (
            <p role="status">{t('publish.loading')}</p>
          ) : shown.state === 'failed' ? (
            <Banner tone="bad" action={<Button onClick={renew}>{t('publish.retry')}</Button>}>
              {t('publish.failed')}
            </Banner>
          ) : shown.state === 'refused' ? (
            <Banner tone="bad">{rejectionSentence(i18n, shown.rejection)}</Banner>
          ) : null}
        </div>
      </Dialog>
    )

  const { busy, refused } = shown
  const from = review.version?.number
  const to = (from ?? 0) + 1
  const errors = problems.filter(({ severity }) => severity === 'error')
  const isEmpty = from !== undefined && review.changes.length === 0
  const time = clockText(locale, review.takenAt)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish(name)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={title}
      description={from === undefined ? t('publish.first', { time }) : t('publish.from', { from, to, time })}
      actions={
        <>
          {from === undefined ? null : (
            <span className="pkept">
              <Icon of={Info} size={14} />
              {t('publish.kept', { number: from })}
            </span>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{busy ? t('publish.closeBusy') : t('publish.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            form="publish"
            busy={busy}
            disabled={isEmpty || choice.size === 0 || errors.length > 0}
          >
            {from === undefined ? t('publish.submitFirst') : t('publish.submit', { count: choice.size })}
          </Button>
        </>
      }
    >
      <div className="pcols">
        {isEmpty ? (
          <p className="pwait">
            <Icon of={Check} size={16} className="good" /> {t('publish.unchanged', { number: from })}
          </p>
        ) : (
          <ChangeList
            review={review}
            choice={choice}
            me={me?.id}
            peers={peers}
            typistOf={typistOf}
            onChoose={choose}
            onLeaveOut={leaveOut}
            onGoTo={onGoTo}
          />
        )}
        <div className="pside">
          {refused ? <Refused rejection={refused} review={review} /> : null}
          {moved.length > 0 ? (
            <Banner tone="offline" action={<Button onClick={renew}>{t('publish.renew')}</Button>}>
              {t('publish.moved', { count: moved.length })}
              <ul className="pmoved">
                {moved.slice(0, mostMoved).map((change) => (
                  <li key={change.id}>
                    {graphChangeSentence(i18n, change, {
                      before: review.draft,
                      after: draft ?? review.draft,
                    })}
                  </li>
                ))}
                {moved.length > mostMoved ? (
                  <li>{t('publish.movedMore', { count: moved.length - mostMoved })}</li>
                ) : null}
              </ul>
            </Banner>
          ) : null}
          <form id="publish" noValidate onSubmit={submit}>
            <Field label={t('publish.name')} hint={t('publish.nameHint')}>
              <TextInput
                value={name}
                maxLength={longestVersionName}
                onChange={({ target }) => setName(target.value)}
              />
            </Field>
          </form>
          {impact}
          {isEmpty ? null : (
            <PublishChecks
              problems={problems}
              graph={chosen.graph}
              chosen={choice.size}
              isWhole={choice.size === review.changes.length}
              onGoTo={onGoTo}
            />
          )}
          <p className="muted pnote">{t('publish.tickets', { number: to })}</p>
        </div>
      </div>
    </Dialog>
  )
}

const mostMoved = 3

/** What would be published, as the server will make it: what cannot be read looks taken away, and goes out only as that. */
function chosenGraph({ published, changes, malformed }: FlowReview, choice: Choice) {
  const chosen = changes.map(({ change }) => change).filter(({ id }) => choice.has(id))
  const isWhole = chosen.length === changes.length
  return {
    graph: applyChanges(published, chosen),
    malformed: malformed.filter(({ part, id }) => isWhole || choice.has(`${part}-removed:${id}`)),
  }
}

/** Why the last attempt was turned down; what moved meanwhile is told with who moved it. */
function Refused({ rejection, review }: { rejection: Rejection; review: FlowReview }) {
  const { t, i18n } = useTranslation('flowVersions')
  if (rejection.name !== 'draft-moved')
    return <Banner tone="bad">{rejectionSentence(i18n, rejection)}</Banner>
  const graphs = { before: review.published, after: review.draft }
  const lines = new Set(
    rejection.changes.map((step) =>
      t('publish.by', { author: step.author, what: draftStepWords(i18n, step, graphs) }),
    ),
  )
  return (
    <Banner tone="bad">
      {t('publish.refusedMoved')}
      <ul className="pmoved">
        {[...lines].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  )
}
