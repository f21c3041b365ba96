import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { TriangleAlert, X } from '#app/ui/icons.ts'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#domain/stage.ts'
import { Icon } from '../ui/icon.tsx'
import { useCardHand } from './board-context.tsx'
import type { ColumnEntry } from './columns.ts'
import type { DropVerdict } from './drag-card.tsx'
import { TicketCard, type TicketCardProps } from './ticket-card.tsx'

const cardHeight = 68
const gap = 6
/** Columns of 900 px are drawn on the server; the browser measures its own at once. */
const serverRect = { width: 160, height: 900 }

/** What a drop of the card in the air would do here. */
export type ColumnVerdict = DropVerdict['tone'] | null

type KanbanColumnProps = {
  stage: Stage
  count: number
  entries: readonly ColumnEntry[]
  cardProps: (ticketId: string) => Omit<TicketCardProps, 'ticket'>
  refusal: (ticketId: string) => string | null
  verdict: ColumnVerdict
  over: boolean
  /** The card to bring into sight and to focus; a new object asks again. */
  focusRequest: { ticketId: string } | null
  /** A new order or filter, chosen by the person: the column starts at its top again. */
  orderKey: string
  onPointerInside: (inside: boolean) => void
  empty: ReactNode
}

export function KanbanColumn(props: KanbanColumnProps) {
  const { stage, count, entries, verdict, over, focusRequest, orderKey, onPointerInside } = props
  const { t } = useTranslation(['board', 'terms'])
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    gap,
    overscan: 6,
    initialRect: serverRect,
    getItemKey: (index) => keyOf(entries[index]) ?? index,
  })

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [orderKey])

  const latestEntries = useRef(entries)
  useEffect(() => {
    latestEntries.current = entries
  }, [entries])
  // Only a new request moves the focus; entries that change under it do not.
  useEffect(() => {
    if (!focusRequest) return
    const { ticketId } = focusRequest
    const index = latestEntries.current.findIndex((entry) => keyOf(entry) === ticketId)
    if (index < 0) return
    virtualizer.scrollToIndex(index, { align: 'auto' })
    const frame = requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-ticket-id="${ticketId}"]`)
        ?.focus({ preventScroll: true }),
    )
    return () => cancelAnimationFrame(frame)
  }, [focusRequest, virtualizer])

  const name = t(`terms:stage.${stage}`)
  return (
    <section
      className={clsx('column', over && verdict && 'over', verdict && `drop-${verdict}`)}
      data-drop-stage={stage}
      aria-label={t('board:column', { stage: name, count })}
      onPointerEnter={() => onPointerInside(true)}
      onPointerLeave={() => onPointerInside(false)}
    >
      <header>
        <i className="dot" data-stage={stage} />
        <h2>{name}</h2>
        <span className="num">{count}</span>
      </header>
      <div className="column-scroll" ref={scroller} tabIndex={-1}>
        {entries.length === 0 ? props.empty : null}
        <div className="column-cards" role="list" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const entry = entries[index]
            return entry ? (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="column-slot"
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={entries.length}
                style={{ transform: `translateY(${start}px)` }}
              >
                {entry.kind === 'ticket' ? (
                  <TicketCard ticket={entry.ticket} {...props.cardProps(entry.ticket.id)} />
                ) : (
                  <div className="card slot">{t('board:card.gone')}</div>
                )}
                <RefusalUnder entry={entry} refusal={props.refusal} />
              </div>
            ) : null
          })}
        </div>
      </div>
    </section>
  )
}

const keyOf = (entry: ColumnEntry | undefined): string | undefined =>
  entry?.kind === 'ticket' ? entry.ticket.id : entry?.ticketId

type RefusalUnderProps = { entry: ColumnEntry; refusal: KanbanColumnProps['refusal'] }

// Most cards have none: only those that have one ask for words.
function RefusalUnder({ entry, refusal }: RefusalUnderProps) {
  const ticketId = keyOf(entry)
  const text = ticketId === undefined ? null : refusal(ticketId)
  return ticketId === undefined || text === null ? null : <Refusal ticketId={ticketId} text={text} />
}

/** Why the card has gone back: beside the card, until somebody has read it. */
function Refusal({ ticketId, text }: { ticketId: string; text: string }) {
  const { t } = useTranslation('controls')
  const { dismissRefusal } = useCardHand()
  return (
    <p className="refusal">
      <Icon of={TriangleAlert} size={14} />
      <span className="grow">{text}</span>
      <button type="button" aria-label={t('dismiss')} onClick={() => dismissRefusal(ticketId)}>
        <Icon of={X} size={12} />
      </button>
    </p>
  )
}
