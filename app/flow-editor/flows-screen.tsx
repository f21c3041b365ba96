import { Form, Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { flowLimits } from '#contract/flow-document.ts'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { useRail } from '../session/use-rail.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { Archive, Plus, Workflow } from '../ui/icons.ts'
import { TextInput } from '../ui/inputs.tsx'
import { StarterChoice } from './starter-choice.tsx'
import '../ui/list-page.css'
import './flows.css'

type FlowRow = {
  id: string
  name: string
  createdBy: string
  changedAt: Instant
  changedBy: string | null
}

type FlowsScreenProps = {
  me: { name: string; role: Role }
  mayEdit: boolean
  flows: readonly FlowRow[]
  now: Instant
  /** Why what was just asked for was not done; a new object for every attempt. */
  error?: Rejection | undefined
}

type Asking = { what: 'create' } | { what: 'archive'; flow: FlowRow }

/** Every flow that is drawn or being drawn. */
export function FlowsScreen({ me, mayEdit, flows, now, error }: FlowsScreenProps) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const rail = useRail(me.role, 'flows')
  const [asking, setAsking] = useState<Asking | null>(null)
  const create = () => setAsking({ what: 'create' })
  // What was archived is gone from the list: there is nothing left to ask.
  const isGone = asking?.what === 'archive' && flows.every(({ id }) => id !== asking.flow.id)
  useEffect(() => {
    if (isGone) setAsking(null)
  }, [isGone])
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <h1 className="list-title">{t('title')}</h1>
          <span className="muted num">{t('subtitle', { count: flows.length })}</span>
          <span className="grow" />
          {mayEdit && flows.length > 0 ? (
            <Button look="primary" icon={Plus} onClick={create}>
              {t('list.create')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="list-page">
        {flows.length === 0 ? (
          <EmptyState
            icon={Workflow}
            title={t('list.empty')}
            text={mayEdit ? t('list.emptyText') : t('list.emptyReader')}
            action={
              mayEdit ? (
                <Button look="primary" icon={Plus} onClick={create}>
                  {t('list.create')}
                </Button>
              ) : undefined
            }
          />
        ) : (
          <table>
            <thead>
              <tr>
                <th>{t('list.name')}</th>
                <th className="wide">{t('list.changed')}</th>
                <th className="wide">{t('list.by')}</th>
                {mayEdit ? <th aria-label={t('list.archive')} /> : null}
              </tr>
            </thead>
            <tbody>
              {flows.map((flow) => (
                <tr key={flow.id}>
                  <th scope="row">
                    <Link className="row-link" to={`/flows/${flow.id}`}>
                      {flow.name}
                    </Link>
                  </th>
                  <td className="wide num">
                    {flow.changedBy === null ? '' : `${flow.changedBy} · `}
                    {formatAge(locale, flow.changedAt, now)}
                  </td>
                  <td className="wide">{flow.createdBy}</td>
                  {mayEdit ? (
                    <td className="row-action">
                      <IconButton
                        label={`${t('list.archive')}: ${flow.name}`}
                        icon={Archive}
                        onClick={() => setAsking({ what: 'archive', flow })}
                      />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {asking?.what === 'create' ? <CreateDialog error={error} onClose={() => setAsking(null)} /> : null}
      {asking?.what === 'archive' ? (
        <ArchiveDialog flow={asking.flow} error={error} onClose={() => setAsking(null)} />
      ) : null}
    </AppFrame>
  )
}

/** A refusal of the dialog before this one is no news here. */
function useFreshError(error: Rejection | undefined) {
  const [stale, setStale] = useState(error)
  return { fresh: error === stale ? undefined : error, forget: () => setStale(error) }
}

type ArchiveDialogProps = { flow: FlowRow; error: Rejection | undefined; onClose: () => void }

function ArchiveDialog({ flow, error, onClose }: ArchiveDialogProps) {
  const { t, i18n } = useTranslation('flow')
  const { fresh, forget } = useFreshError(error)
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('list.archiveTitle', { name: flow.name })}
      description={t('list.archiveText')}
      actions={
        <>
          <Button onClick={onClose}>{t('list.cancel')}</Button>
          <Form method="post" onSubmit={forget}>
            <input type="hidden" name="change" value="archive" />
            <input type="hidden" name="flowId" value={flow.id} />
            <Button look="danger" type="submit">
              {t('list.archive')}
            </Button>
          </Form>
        </>
      }
    >
      {fresh ? <Banner tone="bad">{rejectionSentence(i18n, fresh)}</Banner> : undefined}
    </Dialog>
  )
}

function CreateDialog({ error, onClose }: { error: Rejection | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation('flow')
  const { fresh, forget } = useFreshError(error)
  const [busy, setBusy] = useState(false)
  useEffect(() => setBusy(false), [error])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('list.create')}
      description={t('list.createText')}
      actions={
        <>
          <Button onClick={onClose}>{t('list.cancel')}</Button>
          <Button look="primary" type="submit" form="new-flow" busy={busy}>
            {t('list.submit')}
          </Button>
        </>
      }
    >
      <Form
        id="new-flow"
        method="post"
        noValidate
        className="new-flow"
        onSubmit={() => {
          forget()
          setBusy(true)
        }}
      >
        <input type="hidden" name="change" value="create" />
        <Field
          label={t('list.name')}
          hint={t('list.nameHint')}
          required
          error={
            fresh === undefined
              ? undefined
              : fresh.name === 'wrong-field' && fresh.field === 'name'
                ? t('list.nameWrong')
                : rejectionSentence(i18n, fresh)
          }
        >
          <TextInput name="name" maxLength={flowLimits.nameLength} />
        </Field>
        <StarterChoice />
      </Form>
    </Dialog>
  )
}
