import { Form, Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { useRail } from '../session/use-rail.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { Pencil, Plus } from '../ui/icons.ts'
import { Select, TextInput } from '../ui/inputs.tsx'
import { longestPolicyName } from './policy-facts.ts'
import '../ui/list-page.css'
import './policies.css'

type PolicyRow = {
  id: string
  name: string
  newest: number
  hasDraft: boolean
  changedAt: Instant
  changedBy: string | null
  boards: readonly { id: string; name: string; number: number }[]
}

export type PoliciesScreenProps = {
  me: { name: string; role: Role }
  policies: readonly PolicyRow[]
  now: Instant
  /** Why what was just asked for was not done; a new object for every attempt. */
  error?: Rejection | undefined
}

type Naming = { change: 'copy' } | { change: 'rename'; policy: PolicyRow }

/** Every scoring policy, and where it runs. */
export function PoliciesScreen({ me, policies, now, error }: PoliciesScreenProps) {
  const { t } = useTranslation('policy')
  const locale = useLocale()
  const rail = useRail(me.role, 'settings')
  const [naming, setNaming] = useState<Naming | null>(null)
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <SettingsTabs active="policies" />
          <span className="settings-subtitle num">{t('subtitle', { count: policies.length })}</span>
          <span className="grow" />
          <Button look="primary" icon={Plus} onClick={() => setNaming({ change: 'copy' })}>
            {t('list.create')}
          </Button>
        </>
      }
    >
      <div className="list-page">
        <table>
          <thead>
            <tr>
              <th>{t('list.name')}</th>
              <th>{t('list.version')}</th>
              <th>{t('list.boards')}</th>
              <th className="wide">{t('list.changed')}</th>
              <th aria-label={t('list.rename')} />
            </tr>
          </thead>
          <tbody>
            {policies.map((policy) => (
              <tr key={policy.id}>
                <th scope="row">
                  <Link className="row-link" to={`/settings/policies/${policy.id}`}>
                    {policy.name}
                  </Link>
                  {policy.hasDraft ? <Badge tone="accent">{t('list.draft')}</Badge> : null}
                </th>
                <td className="num">v{policy.newest}</td>
                <td className="policy-boards">
                  {policy.boards.length === 0 ? <span className="muted">{t('list.none')}</span> : null}
                  {policy.boards.map(({ id, name, number }) => (
                    <span key={id} className="num">
                      {t('list.boardVersion', { board: name, number })}
                    </span>
                  ))}
                </td>
                <td className="wide num">
                  {policy.changedBy ?? t('list.product')} · {formatAge(locale, policy.changedAt, now)}
                </td>
                <td className="row-action">
                  <IconButton
                    label={t('list.rename')}
                    icon={Pencil}
                    onClick={() => setNaming({ change: 'rename', policy })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {naming ? (
        <NameDialog naming={naming} policies={policies} error={error} onClose={() => setNaming(null)} />
      ) : null}
    </AppFrame>
  )
}

type NameDialogProps = {
  naming: Naming
  policies: readonly PolicyRow[]
  error: Rejection | undefined
  onClose: () => void
}

function NameDialog({ naming, policies, error, onClose }: NameDialogProps) {
  const { t, i18n } = useTranslation('policy')
  const renamed = naming.change === 'rename' ? naming.policy : null
  // A refusal of the dialog before this one is no news here.
  const [stale, setStale] = useState(error)
  const [busy, setBusy] = useState(false)
  const fresh = error === stale ? undefined : error
  useEffect(() => setBusy(false), [error])
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={renamed ? t('list.renameTitle', { name: renamed.name }) : t('list.create')}
      {...(renamed ? {} : { description: t('list.createText') })}
      actions={
        <>
          <Button onClick={onClose}>{t('list.cancel')}</Button>
          <Button look="primary" type="submit" form="policy-name" busy={busy}>
            {renamed ? t('list.save') : t('list.submit')}
          </Button>
        </>
      }
    >
      <Form
        id="policy-name"
        method="post"
        className="policy-name"
        onSubmit={() => {
          setStale(error)
          setBusy(true)
        }}
      >
        <input type="hidden" name="change" value={naming.change} />
        <Field
          label={t('list.name')}
          hint={t('list.nameHint')}
          required
          error={
            fresh === undefined
              ? undefined
              : fresh.name === 'wrong-field'
                ? t('list.nameWrong')
                : rejectionSentence(i18n, fresh)
          }
        >
          <TextInput name="name" defaultValue={renamed?.name} maxLength={longestPolicyName} />
        </Field>
        {renamed ? (
          <input type="hidden" name="policyId" value={renamed.id} />
        ) : (
          <Field label={t('list.copyOf')}>
            <Select name="policyId">
              {policies.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </Form>
    </Dialog>
  )
}
