import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Migration, MigrationTicket } from '#contract/flow-migration.ts'
import type { Instant } from '#domain/instant.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { whenText } from '../when-text.ts'
import { fetchMigrationTickets } from './ask-migrations.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { TicketOutcomes } from './ticket-outcomes.tsx'
import { ticketsDone } from './use-migrations.ts'
import { useNodeNames, useVersionGraphs } from './use-version-graphs.ts'

type MigrationRowProps = {
  flowId: string
  migration: Migration
  now: Instant
  /** Left out for those who may only look. */
  onStop: ((migrationId: string) => Promise<unknown>) | undefined
  onAgain: ((migration: Migration) => void) | undefined
}

/** One migration: how far it is, what came of it, and each of its tickets on demand. */
export function MigrationRow({ flowId, migration, now, onStop, onAgain }: MigrationRowProps) {
  const { t } = useTranslation('flowMigration')
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const [stopping, setStopping] = useState(false)
  const { id, to, from, askedBy, askedAt, begunAt, endedAt, stoppedBy, total, counts } = migration
  const done = ticketsDone(migration)
  const left = total - done
  const isLeft = counts.failed + counts.stays + (stoppedBy ? left : 0) > 0
  return (
    <li className="mrow">
      <p>
        <b className="num">
          {from ? from.map((number) => `v${number}`).join(', ') : t('anyVersion')} → v{to}
        </b>
        <span className="muted num">
          {askedBy.name} · {whenText(locale, askedAt, now)}
        </span>
      </p>
      {endedAt === null ? (
        <div className="mrow-running">
          <Progress
            label={t('progress', { done, total })}
            value={begunAt === null || total === 0 ? null : done / total}
          />
          <span className="num">{begunAt === null ? t('queued') : t('progress', { done, total })}</span>
          {onStop ? (
            <Button
              busy={stopping}
              onClick={() => {
                setStopping(true)
                void onStop(id).finally(() => setStopping(false))
              }}
            >
              {t('stop')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p>{stoppedBy ? t('stopped', { name: stoppedBy.name, count: left }) : t('done', { count: total })}</p>
      )}
      <OutcomeCounts counts={counts} />
      {total > 0 || isLeft ? (
        <p className="mrow-actions">
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('hideTickets') : t('showTickets')}
          </button>
          {endedAt !== null && isLeft && onAgain ? (
            <button type="button" className="link" onClick={() => onAgain(migration)}>
              {t('again')}
            </button>
          ) : null}
        </p>
      ) : null}
      {open ? <Tickets flowId={flowId} migration={migration} /> : null}
    </li>
  )
}

type TicketsProps = { flowId: string; migration: Migration }

function Tickets({ flowId, migration }: TicketsProps) {
  const { t } = useTranslation('flowMigration')
  const [tickets, setTickets] = useState<readonly MigrationTicket[] | 'failed'>()
  const [attempt, setAttempt] = useState(0)
  const { id, to, total } = migration
  const done = ticketsDone(migration)
  useEffect(() => {
    const asking = new AbortController()
    void fetchMigrationTickets(flowId, id, asking.signal).then((read) => {
      if (!asking.signal.aborted) setTickets(read ?? 'failed')
    })
    return () => asking.abort()
  }, [flowId, id, done, attempt])
  const listed = tickets === undefined || tickets === 'failed' ? [] : tickets
  const { graphs } = useVersionGraphs(flowId, [...new Set([to, ...listed.map(({ from }) => from)])])
  const nameOf = useNodeNames(graphs)
  if (tickets === 'failed')
    return (
      <p role="alert">
        {t('failed')}{' '}
        <button type="button" className="link" onClick={() => setAttempt(attempt + 1)}>
          {t('retry')}
        </button>
      </p>
    )
  if (tickets === undefined)
    return (
      <p className="muted" role="status">
        {t('loading')}
      </p>
    )
  return <TicketOutcomes tickets={tickets} total={total} nameOf={nameOf} />
}
