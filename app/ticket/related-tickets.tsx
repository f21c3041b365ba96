import { useTranslation } from 'react-i18next'
import type { SubTicketLink, TicketDetails, TicketLink } from '#contract/ticket-details.ts'
import { isOpen } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'

type RelatedTicketsProps = {
  details: Pick<TicketDetails, 'parent' | 'subTickets'>
  /** What the board shows is newer than what was read. */
  shown: BoardClientState['shown']
  onOpen: (ticketId: string) => void
}

/** The ticket that this one was opened for, and those that were opened for it, with how far they are. */
export function RelatedTickets({ details, shown, onOpen }: RelatedTicketsProps) {
  const { t } = useTranslation('ticket')
  const newest = <Link extends TicketLink>(link: Link): Link => {
    const ticket = shown.get(link.ticketId)
    return ticket ? { ...link, stage: ticket.stage, title: ticket.title } : link
  }
  const parent = details.parent && newest(details.parent)
  const subTickets = details.subTickets.map(newest)
  if (!parent && subTickets.length === 0) return null
  const blocking = subTickets.filter(isBlocking)
  return (
    <section className="drawer-part related" aria-label={t('flow.related')}>
      {parent ? (
        <>
          <h3>{t('flow.parent')}</h3>
          <TicketRow link={parent} onOpen={onOpen} />
        </>
      ) : null}
      {subTickets.length > 0 ? (
        <>
          <h3>
            {t('flow.subTickets')}
            <span className="muted num">
              {t('flow.rollUp', {
                closed: subTickets.filter((one) => !isOpen(one)).length,
                all: subTickets.length,
              })}
            </span>
          </h3>
          <ul>
            {subTickets.map((link) => (
              <li key={link.ticketId}>
                <TicketRow link={link} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          {blocking.length > 0 ? (
            <p className="muted">
              {t('flow.gate', {
                count: blocking.length,
                numbers: blocking.map(({ number }) => number).join(t('fieldSeparator')),
              })}
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  )
}

const isBlocking = (link: SubTicketLink): boolean => link.blocksClosing && isOpen(link)

function TicketRow({ link, onOpen }: { link: TicketLink; onOpen: (ticketId: string) => void }) {
  const { t } = useTranslation('terms')
  const { ticketId, number, title, stage } = link
  return (
    <button type="button" className="related-row" onClick={() => onOpen(ticketId)}>
      <i className="dot" data-stage={stage} />
      <span className="muted num">{number}</span>
      <span className="grow">{title}</span>
      <span className="muted">{t(`stage.${stage}`)}</span>
    </button>
  )
}
