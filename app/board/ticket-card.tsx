import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview'
import clsx from 'clsx'
import { ArrowRight, ArrowUp, Lock, UserRound } from '#app/ui/icons.ts'
import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useClock } from './board-clock.tsx'
import { useCardHand } from './board-context.tsx'
import { CardFactText } from './card-fact-text.tsx'
import { useDistrictName } from './district-names.ts'
import { engineerMark } from './engineer-mark.ts'
import { PriorityGlyph } from './priority-glyph.tsx'
import { SlaMark, useSlaLevel } from './sla-mark.tsx'
import { SourceIcon } from './source-icon.tsx'
import { WaitingMark } from './waiting-mark.tsx'

/** How long the third line says who has just changed the ticket. */
const tellsWhoForMs = 6000

export type TicketCardProps = {
  ticket: Ticket
  flow: Flow
  timeZone: string
  holder: string | null
  selected: boolean
  /** The one card of the board that Tab goes to. */
  focusable: boolean
  /** The pointer is on this ticket's pin. */
  lit: boolean
  /** I hold it in the air: its place is kept. */
  lifted: boolean
  /** A colleague holds it in the air. */
  liftedBy: string | null
  /** My change to it has not reached the server. */
  pending: boolean
  changedBy: string | null
  changedAt: Instant
  /** Names of the colleagues who have it open, joined by line breaks: a text stays equal where a list would not. */
  openBy: string
  movable: boolean
}

/** Three lines, 68 px: number, priority, countdown; what and who; where, the one fact of the stage, and people. */
export const TicketCard = memo(function TicketCard(props: TicketCardProps) {
  const { ticket, selected, focusable, lit, lifted, liftedBy, pending, changedBy, changedAt, movable } = props
  const { t } = useTranslation('board')
  const hand = useCardHand()
  const element = useRef<HTMLDivElement>(null)
  const level = useSlaLevel(ticket)
  const tellsWho = useClock((now) => changedBy !== null && now - changedAt < tellsWhoForMs)

  useEffect(() => {
    if (!element.current || !movable) return
    return draggable({
      element: element.current,
      getInitialData: () => ({ ticketId: ticket.id }),
      // The browser's preview is a still picture; ours says what a drop would do.
      onGenerateDragPreview: ({ nativeSetDragImage }) => disableNativeDragPreview({ nativeSetDragImage }),
    })
  }, [ticket.id, movable])

  return (
    <div
      ref={element}
      role="button"
      aria-pressed={selected}
      tabIndex={focusable ? 0 : -1}
      data-ticket-id={ticket.id}
      className={clsx(
        'card',
        level,
        selected && 'selected',
        lit && 'lit',
        lifted && 'slot',
        liftedBy !== null && 'away',
        pending && 'pending',
        tellsWho && 'glow',
      )}
      onClick={(event: MouseEvent) =>
        hand.press(ticket.id, { additive: event.ctrlKey || event.metaKey, range: event.shiftKey })
      }
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
        event.preventDefault()
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        hand.openMenu(ticket.id, { x: left + 8, y: bottom + 2 })
      }}
      onContextMenu={(event: MouseEvent) => {
        event.preventDefault()
        hand.openMenu(ticket.id, { x: event.clientX, y: event.clientY })
      }}
      onPointerEnter={({ pointerType, currentTarget }) => {
        // A finger does not rest on things.
        if (pointerType !== 'touch') hand.hover(ticket.id, currentTarget)
      }}
      onPointerLeave={() => hand.hover(null, null)}
      onFocus={() => hand.focus(ticket.id)}
    >
      {lifted ? <span>{t('card.slot')}</span> : <CardLines {...props} tellsWho={tellsWho} />}
    </div>
  )
})

type CardLinesProps = Pick<
  TicketCardProps,
  'ticket' | 'flow' | 'timeZone' | 'holder' | 'liftedBy' | 'pending' | 'changedBy' | 'openBy'
> & { tellsWho: boolean }

/** The three lines of a card, on the board and in the air. */
export function CardLines(props: CardLinesProps) {
  const { ticket, timeZone, holder, openBy } = props
  const { t } = useTranslation('board')
  return (
    <>
      <div className="card-line first">
        <PriorityGlyph priority={ticket.priority} />
        <span className="num">{ticket.number === '' ? t('card.noNumber') : ticket.number}</span>
        {ticket.assignment?.pinned ? <Icon of={Lock} size={12} /> : null}
        <span className="grow" />
        <SlaMark ticket={ticket} timeZone={timeZone} />
      </div>
      <div className="card-line second">
        <b>{ticket.title}</b>
        {ticket.customer ? <i>·</i> : null}
        {ticket.customer ? <span>{ticket.customer.name}</span> : null}
      </div>
      <div className="card-line third">
        <ThirdLine {...props} />
        <span className="grow" />
        {openBy === ''
          ? null
          : openBy.split('\n').map((name) => <Avatar key={name} name={name} size="small" />)}
        {holder === null ? (
          <WaitingMark ticket={ticket} />
        ) : (
          <span className="engineer-mark" title={holder}>
            <span aria-hidden="true">{engineerMark(holder)}</span>
            <VisuallyHidden>{holder}</VisuallyHidden>
          </span>
        )}
      </div>
    </>
  )
}

function ThirdLine({ ticket, flow, timeZone, liftedBy, pending, changedBy, tellsWho }: CardLinesProps) {
  const { t } = useTranslation('board')
  const districtName = useDistrictName()
  if (liftedBy !== null)
    return (
      <span className="card-by">
        <Icon of={ArrowRight} size={12} />
        {t('card.assigning', { name: liftedBy })}
      </span>
    )
  if (pending)
    return (
      <span className="card-by">
        <Icon of={ArrowUp} size={12} />
        {t('card.pending')}
      </span>
    )
  if (tellsWho && changedBy !== null)
    return (
      <span className="card-by">
        <Icon of={UserRound} size={12} />
        {t('card.changed', { name: changedBy })}
      </span>
    )
  return (
    <>
      {ticket.district === null ? null : (
        <span className="district">{shortDistrict(districtName(ticket.district))}</span>
      )}
      <CardFactText ticket={ticket} flow={flow} timeZone={timeZone} />
      <SourceIcon source={ticket.source} />
    </>
  )
}

/** 静安区 → 静安, 浦东新区 → 浦东: on a card of 160 px each character counts. */
const shortDistrict = (district: string): string => district.replace(/(.{2})新?区$/, '$1')
