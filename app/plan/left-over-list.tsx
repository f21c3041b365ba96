import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronDown, ChevronRight } from '#app/ui/icons.ts'
import type { LeftOver, LeftOverReason } from '#domain/batch-assignment/backlog-plan.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Icon } from '../ui/icon.tsx'

type LeftOverListProps = {
  leftOver: readonly LeftOver[]
  tickets: ReadonlyMap<string, Ticket>
  open?: boolean
}

/** The tickets that the plan gives to nobody, each with its reason. */
export function LeftOverList({ leftOver, tickets, open: firstOpen = false }: LeftOverListProps) {
  const { t } = useTranslation('plan')
  const [open, setOpen] = useState(firstOpen)
  const reasonText = useReasonText()
  if (leftOver.length === 0) return null
  return (
    <section className="plan-left-over">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={open ? ChevronDown : ChevronRight} size={14} />
        {t('leftOver.title', { count: leftOver.length })}
      </button>
      {open ? (
        <ul>
          {leftOver.map(({ ticketId, reason }) => {
            const ticket = tickets.get(ticketId)
            return (
              <li key={ticketId}>
                {ticket ? (
                  <b>
                    <span className="num">{ticket.number}</span> {ticket.title}
                  </b>
                ) : null}
                <span>{reasonText(reason)}</span>
              </li>
            )
          })}
        </ul>
      ) : null}
    </section>
  )
}

function useReasonText() {
  const { t, i18n } = useTranslation('plan')
  return (reason: LeftOverReason): string => {
    switch (reason.kind) {
      case 'nobody':
        return reason.commonest
          ? t('leftOver.nobody', {
              engineers: reason.engineers,
              count: reason.commonest.engineers,
              why: rejectionSentence(i18n, reason.commonest.rejection),
            })
          : t('leftOver.nobodyHere')
      case 'no-room':
        return t('leftOver.noRoom', { count: reason.eligible })
      case 'not-waiting':
        return rejectionSentence(i18n, reason.rejection)
      case 'beyond-limit':
        return t('leftOver.limit', { most: reason.most })
    }
  }
}
