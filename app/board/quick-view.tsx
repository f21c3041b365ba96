import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Engineer } from '#domain/engineer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { SkillChip } from './skill-chip.tsx'

const delayMs = 400
const margin = 8

export type Hovered = { ticketId: string; card: HTMLElement }

type QuickViewProps = {
  hovered: Hovered | null
  tickets: ReadonlyMap<string, Ticket>
  engineers: ReadonlyMap<string, Engineer>
  timeZone: string
}

/** What has no room on the card, beside the card, for a pointer that rests there. Everything in it is in the drawer too. */
export function QuickView({ hovered, tickets, engineers, timeZone }: QuickViewProps) {
  const [rested, setRested] = useState<Hovered | null>(null)
  useEffect(() => {
    if (!hovered) {
      setRested(null)
      return
    }
    const timer = setTimeout(() => setRested(hovered), delayMs)
    return () => clearTimeout(timer)
  }, [hovered])
  const ticket = rested && rested === hovered ? tickets.get(rested.ticketId) : undefined
  if (!rested || !ticket) return null
  const holder = ticket.assignment ? engineers.get(ticket.assignment.engineerId)?.name : undefined
  return <QuickViewBox card={rested.card} ticket={ticket} holder={holder} timeZone={timeZone} />
}

type QuickViewBoxProps = { card: HTMLElement; ticket: Ticket; holder: string | undefined; timeZone: string }

function QuickViewBox({ card, ticket, holder, timeZone }: QuickViewBoxProps) {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!box.current) return
    // Somebody else has moved the card away from under the pointer: it tells of it no more.
    box.current.style.visibility = card.matches(':hover') ? 'visible' : 'hidden'
    const { left, right, top } = card.getBoundingClientRect()
    const { offsetWidth, offsetHeight } = box.current
    const fitsRight = right + margin + offsetWidth < window.innerWidth
    box.current.style.left = `${fitsRight ? right + margin : left - margin - offsetWidth}px`
    box.current.style.top = `${Math.max(margin, Math.min(top, window.innerHeight - offsetHeight - margin))}px`
  }, [card, ticket])
  const time = (at: number) => formatTime(locale, at, timeZone, 'date-time')
  const rows: [string, string | null][] = [
    [t('quick.customer'), ticket.customer && `${ticket.customer.name} ${ticket.customer.phoneMasked}`],
    [t('quick.address'), ticket.address],
    [
      t('quick.window'),
      ticket.windowFrom === null || ticket.windowTo === null
        ? null
        : `${time(ticket.windowFrom)} – ${formatTime(locale, ticket.windowTo, timeZone)}`,
    ],
    [t('quick.due'), time(ticket.dueAt)],
    [t('quick.holder'), holder ?? t('card.noHolder')],
    [t('quick.asset'), ticket.asset?.name ?? null],
    [t('quick.notes'), ticket.noteCount > 0 ? String(ticket.noteCount) : null],
  ]
  return (
    <div ref={box} className="quick-view" aria-hidden="true">
      <b>{ticket.title}</b>
      {ticket.description === '' ? null : <p>{ticket.description}</p>}
      {ticket.requiredSkills.length === 0 ? null : (
        <p className="quick-skills">
          {ticket.requiredSkills.map((skill) => (
            <SkillChip key={skill.skill} skill={skill} />
          ))}
        </p>
      )}
      <dl>
        {rows.map(([name, value]) =>
          value === null || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  )
}
