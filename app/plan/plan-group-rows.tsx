import clsx from 'clsx'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Clock, TriangleAlert } from '#app/ui/icons.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { PriorityGlyph } from '../board/priority-glyph.tsx'
import { formatDistance, formatMinutes } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import type { PlanGroup, PlanRow, Staleness } from './plan-review.ts'

type PlanGroupRowsProps = {
  group: PlanGroup
  engineers: BoardClientState['engineers']
  onTick: (ticketIds: readonly string[], ticked: boolean) => void
  onPoint: (engineerId: string | null) => void
  onOpen: (ticketId: string) => void
}

/** One engineer, and the tickets that the plan gives them. */
export function PlanGroupRows({ group, engineers, onTick, onPoint, onOpen }: PlanGroupRowsProps) {
  const { t } = useTranslation('plan')
  const { engineerId, rows } = group
  const name = engineers.get(engineerId)?.name ?? ''
  const free = rows.filter(({ stale }) => stale === null)
  const ticked = free.filter((row) => row.ticked).length
  const box = useRef<HTMLInputElement>(null)
  const isMixed = ticked > 0 && ticked < free.length
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed
  }, [isMixed])
  return (
    <section
      className="plan-group"
      onPointerEnter={() => onPoint(engineerId)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(engineerId)}
      onBlur={() => onPoint(null)}
    >
      <label className="plan-engineer check">
        <input
          ref={box}
          type="checkbox"
          checked={free.length > 0 && ticked === free.length}
          disabled={free.length === 0}
          aria-label={t('group', { engineer: name, count: rows.length })}
          onChange={({ currentTarget }) =>
            onTick(
              free.map(({ item }) => item.ticketId),
              currentTarget.checked,
            )
          }
        />
        <b>{name}</b>
        <span className="num muted">
          {ticked}/{rows.length}
        </span>
      </label>
      <ul>
        {rows.map((row) => (
          <PlannedTicket
            key={row.item.ticketId}
            {...row}
            engineers={engineers}
            onTick={onTick}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </section>
  )
}

type PlannedTicketProps = PlanRow & Pick<PlanGroupRowsProps, 'engineers' | 'onTick' | 'onOpen'>

const PlannedTicket = memo(function PlannedTicket(props: PlannedTicketProps) {
  const { item, ticket, stale, ticked, engineers, onTick, onOpen } = props
  const { t } = useTranslation('plan')
  const locale = useLocale()
  const staleText = useStaleText(engineers)
  const { ticketId, score, meters, seconds, lateMinutes } = item
  const label = `${ticket?.number ?? ''} ${ticket?.title ?? ''}`
  return (
    <li className={clsx('plan-row check', stale && 'stale')} data-plan-ticket={ticketId}>
      <input
        type="checkbox"
        checked={ticked}
        disabled={stale !== null}
        aria-label={label}
        onChange={({ currentTarget }) => onTick([ticketId], currentTarget.checked)}
      />
      <div className="plan-row-text">
        <span className="plan-row-title">
          {ticket ? <PriorityGlyph priority={ticket.priority} /> : null}
          <button type="button" title={label} onClick={() => onOpen(ticketId)}>
            <span className="num">{ticket?.number}</span> {ticket?.title}
          </button>
          <b className="num" title={t('scoreNote')}>
            {score.toFixed(1)}
          </b>
        </span>
        {stale ? (
          <span className="plan-row-stale">
            <Icon of={TriangleAlert} size={12} /> {staleText(stale)}
          </span>
        ) : (
          <span className="plan-row-facts num">
            {formatMinutes(locale, seconds / 60)} · {formatDistance(locale, meters)}
            {lateMinutes > 0 ? (
              <span className="late">
                <Icon of={Clock} size={12} /> {t('late', { minutes: formatMinutes(locale, lateMinutes) })}
              </span>
            ) : null}
          </span>
        )}
      </div>
    </li>
  )
})

function useStaleText(engineers: BoardClientState['engineers']) {
  const { t } = useTranslation('plan')
  return (stale: Staleness): string => {
    switch (stale.kind) {
      case 'gone':
        return t('stale.gone')
      case 'closed':
        return t('stale.closed', { by: stale.by })
      case 'held':
        return t('stale.held', { engineer: engineers.get(stale.engineerId)?.name ?? '' })
      case 'changed':
        return t('stale.changed', { by: stale.by })
      case 'refused':
        return stale.sentence
    }
  }
}
