import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { MigrationTicket, StayReason } from '#contract/flow-migration.ts'
import { Icon } from '../../ui/icon.tsx'
import { Check, CircleAlert, Clock, Info, type LucideIcon } from '../../ui/icons.ts'

type TicketOutcomesProps = {
  tickets: readonly MigrationTicket[]
  /** With those that are not listed. */
  total: number
  nameOf: (nodeId: string) => string
}

/** What becomes, or has become, of each ticket, and why; those that did not come along first. */
export function TicketOutcomes({ tickets, total, nameOf }: TicketOutcomesProps) {
  const { t } = useTranslation('flowMigration')
  const outcomeText = useOutcomeText(nameOf)
  return (
    <>
      <div className="moutcomes">
        <ul aria-label={t('tickets')}>
          {tickets.map((ticket) => {
            const { icon, tone } = looks[ticket.outcome ?? 'waiting']
            return (
              <li key={ticket.ticketId}>
                <Icon of={icon} size={14} className={tone} />
                <Link to={`/boards/${ticket.boardId}?ticket=${ticket.ticketId}`} className="num">
                  {ticket.number}
                </Link>
                <span className="moutcome-title">{ticket.title}</span>
                <span className={tone}>{outcomeText(ticket)}</span>
              </li>
            )
          })}
        </ul>
      </div>
      {tickets.length < total ? (
        <p className="muted">{t('more', { count: total - tickets.length })}</p>
      ) : null}
    </>
  )
}

const looks: Record<NonNullable<MigrationTicket['outcome']> | 'waiting', { icon: LucideIcon; tone: string }> =
  {
    failed: { icon: CircleAlert, tone: 'bad' },
    stays: { icon: Info, tone: 'warn' },
    moved: { icon: Check, tone: 'good' },
    kept: { icon: Check, tone: 'muted' },
    over: { icon: Check, tone: 'muted' },
    waiting: { icon: Clock, tone: 'muted' },
  }

function useOutcomeText(nameOf: (nodeId: string) => string): (ticket: MigrationTicket) => string {
  const { t } = useTranslation('flowMigration')
  return ({ outcome, detail, from }) => {
    const reason = detail?.reason
    switch (outcome) {
      case 'moved':
        return (detail?.moves ?? []).map((move) => `${nameOf(move.from)} → ${nameOf(move.to)}`).join(' · ')
      case 'stays':
        return `${reason ? reasonText(reason) : t('why.refused')} · ${t('stayOn', { number: from })}`
      case 'failed':
        return reason ? reasonText(reason) : t('outcome.failed')
      case 'kept':
      case 'over':
        return t(`outcome.${outcome}`)
      case null:
        return t('outcome.waiting')
    }
  }

  function reasonText(reason: StayReason): string {
    switch (reason.name) {
      case 'node-gone':
        return t('why.node-gone', { node: nameOf(reason.nodeId) })
      case 'node-unfit':
        return t('why.node-unfit', { node: nameOf(reason.target) })
      case 'block-torn':
        return t('why.block-torn', { node: nameOf(reason.forkId) })
      case 'planned':
        return t('why.planned')
      case 'refused':
        return reason.rejection === 'board-closed' ? t('why.boardClosed') : t('why.refused')
      case 'broke':
        return t('why.broke', { error: reason.error })
    }
  }
}
