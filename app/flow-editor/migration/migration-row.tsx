import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Migration } from '#contract/flow-migration.ts'
import type { Instant } from '#domain/instant.ts'
import type { Refusal, Rejection } from '#domain/rejection.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { whenText } from '../when-text.ts'
import { fetchMigrationTickets } from './ask-migrations.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { TicketOutcomes } from './ticket-outcomes.tsx'
import { ticketsDone } from './use-migrations.ts'
import { useSteadyReading } from './use-steady-reading.ts'
import { useNodeNames, useVersionGraphs } from './use-version-graphs.ts'

type MigrationRowProps = {
  flowId: string
  migration: Migration
  now: Instant
  /** Left out for those who may only look. */
  onStop: ((migrationId: string) => Promise<{ ok: true } | Refusal>) | undefined
  onAgain: ((migration: Migration) => void) | undefined
}

/** One migration: how far it is, what came of it, and each of its tickets on demand. */
export function MigrationRow({ flowId, migration, now, onStop, onAgain }: MigrationRowProps) {
  const { t, i18n } = useTranslation('flowMigration')
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const [stopping, setStopping] = useState(false)
  const [refused, setRefused] = useState<Rejection>()
  const { id, to, from, askedBy, askedAt, begunAt, endedAt, stoppedBy, total, counts } = migration
  const done = ticketsDone(migration)
  const left = total - done
  const isLeft = counts.failed + counts.stays + (stoppedBy ? left : 0) > 0
  const stop = async (ask: NonNullable<typeof onStop>) => {
    setStopping(true)
    setRefused(undefined)
    const answer = await ask(id)
    setStopping(false)
    if (!answer.ok) setRefused(answer.rejection)
  }
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
            <Button busy={stopping} onClick={() => void stop(onStop)}>
              {t('stop')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p>{stoppedBy ? t('stopped', { name: stoppedBy.name, count: left }) : t('done', { count: total })}</p>
      )}
      {refused ? (
        <p className="bad" role="alert">
          {rejectionSentence(i18n, refused)}
        </p>
      ) : null}
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
  const { id, to, total } = migration
  const read = useCallback((signal: AbortSignal) => fetchMigrationTickets(flowId, id, signal), [flowId, id])
  const { reading, renew } = useSteadyReading(read, ticketsDone(migration))
  const { answer: tickets, isFailed } = reading
  const froms = tickets?.map(({ from }) => from) ?? []
  const { graphs } = useVersionGraphs(flowId, [...new Set([to, ...froms])])
  const nameOf = useNodeNames(graphs)
  // Also when there was an answer before: the tickets have gone on since.
  if (isFailed)
    return (
      <p role="alert">
        {t('failed')}{' '}
        <button type="button" className="link" onClick={renew}>
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
