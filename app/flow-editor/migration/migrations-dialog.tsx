import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Migration, MigrationRequest, VersionStanding } from '#contract/flow-migration.ts'
import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { LiveFlow } from '../live/live-flow.ts'
import { fetchVersions } from '../versions/fetch-versions.ts'
import { fetchVersionStanding, stopMigration } from './ask-migrations.ts'
import { MigrationForm } from './migration-form.tsx'
import { MigrationRow } from './migration-row.tsx'
import type { MigrationList } from './use-migrations.ts'
import { useVersionGraphs, type VersionGraphs } from './use-version-graphs.ts'
import './migration.css'

type MigrationsDialogProps = {
  live: LiveFlow
  migrations: MigrationList
  onRenew: () => void
  readOnly: boolean
  onClose: () => void
}

/** Running tickets are brought to another version, after a rehearsal; and what migrations come to, while they go on and after. */
export function MigrationsDialog({ live, migrations, onRenew, readOnly, onClose }: MigrationsDialogProps) {
  const { t } = useTranslation('flowMigration')
  const [{ again, begun }, setForm] = useState<{ again?: MigrationRequest | undefined; begun: number }>({
    begun: 0,
  })
  const begin = (order: MigrationRequest | undefined) => setForm({ again: order, begun: begun + 1 })
  const known = migrations === 'failed' ? undefined : migrations
  const settled = known?.filter(({ endedAt }) => endedAt !== null).length ?? 0
  const stop = async (migrationId: string) => {
    const answer = await stopMigration(live.flowId, migrationId)
    onRenew()
    return answer
  }
  return (
    <Dialog open onClose={onClose} size="wide" title={t('title')} description={t('about')}>
      <div className="migrations">
        {readOnly ? null : (
          <NewMigration
            key={begun}
            flowId={live.flowId}
            again={again}
            settled={settled}
            onOrdered={() => {
              begin(undefined)
              onRenew()
            }}
          />
        )}
        <section className="mlist" aria-label={t('list')}>
          <h3>{t('list')}</h3>
          {migrations === 'failed' ? (
            <Banner tone="bad" action={<Button onClick={onRenew}>{t('retry')}</Button>}>
              {t('failed')}
            </Banner>
          ) : known === undefined ? (
            <p className="muted" role="status">
              {t('loading')}
            </p>
          ) : known.length === 0 ? (
            <p className="muted">{t('none')}</p>
          ) : (
            <ul>
              {known.map((migration) => (
                <MigrationRow
                  key={migration.id}
                  flowId={live.flowId}
                  migration={migration}
                  now={live.serverNow()}
                  onStop={readOnly ? undefined : stop}
                  onAgain={readOnly ? undefined : (one) => begin(orderOf(one))}
                />
              ))}
            </ul>
          )}
        </section>
      </div>
    </Dialog>
  )
}

const orderOf = ({ to, from, mapping, onlyNodes }: Migration): MigrationRequest => ({
  to,
  mapping,
  from: from && [...from],
  onlyNodes: onlyNodes && [...onlyNodes],
})

type NewMigrationProps = {
  flowId: string
  again: MigrationRequest | undefined
  /** How many migrations have ended: when another has, the tickets stand elsewhere. */
  settled: number
  onOrdered: () => void
}

function NewMigration({ flowId, again, settled, onOrdered }: NewMigrationProps) {
  const { t } = useTranslation('flowMigration')
  const { facts, retry } = useFacts(flowId, settled)
  if (facts === 'failed')
    return (
      <div className="mform">
        <Banner tone="bad" action={<Button onClick={retry}>{t('retry')}</Button>}>
          {t('failed')}
        </Banner>
      </div>
    )
  if (facts === undefined)
    return (
      <p className="mform muted" role="status">
        {t('loading')}
      </p>
    )
  return <MigrationForm flowId={flowId} {...facts} again={again} onOrdered={onOrdered} />
}

type Facts = {
  versions: readonly FlowVersionRow[]
  standing: readonly VersionStanding[]
  graphs: VersionGraphs
}

/** The versions, where their tickets stand, and the graphs of those that count. */
function useFacts(
  flowId: string,
  settled: number,
): { facts: Facts | 'failed' | undefined; retry: () => void } {
  const [read, setRead] = useState<Pick<Facts, 'versions' | 'standing'> | 'failed'>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const asking = new AbortController()
    const hold = (answer: NonNullable<typeof read>) => {
      if (!asking.signal.aborted) setRead(answer)
    }
    Promise.all([fetchVersions(flowId), fetchVersionStanding(flowId, asking.signal)]).then(
      ([versions, standing]) => hold(standing ? { versions, standing } : 'failed'),
      () => hold('failed'),
    )
    return () => asking.abort()
  }, [flowId, settled, attempt])
  const versions = read === undefined || read === 'failed' ? [] : read.versions
  const { graphs, retry: retryGraphs } = useVersionGraphs(
    flowId,
    versions.map(({ number }) => number),
  )
  const retry = useCallback(() => {
    setRead(undefined)
    setAttempt((count) => count + 1)
    retryGraphs()
  }, [retryGraphs])
  if (read === 'failed' || graphs === 'failed') return { facts: 'failed', retry }
  return {
    facts:
      read && graphs && versions.every(({ number }) => graphs.has(number)) ? { ...read, graphs } : undefined,
    retry,
  }
}
