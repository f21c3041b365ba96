import { useTranslation } from 'react-i18next'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { detailsOf, type DetailsState } from './use-ticket-details.ts'

type PartyProps = { ticket: Ticket; shown: DetailsState }

/** Who has asked for the work. The number is whole only for those who may see it. */
export function CustomerTab({ ticket, shown }: PartyProps) {
  const { t } = useTranslation('ticket')
  if (!ticket.customer) return <p className="drawer-nothing muted">{t('customer.none')}</p>
  const customer = detailsOf(shown)?.customer
  return (
    <section className="drawer-part">
      <h3>{ticket.customer.name}</h3>
      {customer ? <CustomerFacts customer={customer} /> : <Skeleton width="60%" />}
    </section>
  )
}

function CustomerFacts({ customer }: { customer: NonNullable<TicketDetails['customer']> }) {
  const { t } = useTranslation('ticket')
  const isWhole = !customer.phone.includes('*')
  return (
    <dl className="facts">
      <dt>{t('customer.phone')}</dt>
      <dd className="num">
        {isWhole && customer.phone !== '' ? (
          <a className="link" href={`tel:${customer.phone}`}>
            {customer.phone}
          </a>
        ) : (
          customer.phone || '–'
        )}
      </dd>
      <dt>{t('customer.address')}</dt>
      <dd>{customer.address || '–'}</dd>
      <dt>{t('customer.tickets')}</dt>
      <dd className="num">
        {t('customer.ticketCount', { open: customer.openTickets, all: customer.allTickets })}
      </dd>
    </dl>
  )
}

/** The machine that the work is about. */
export function AssetTab({ ticket, shown }: PartyProps) {
  const { t } = useTranslation('ticket')
  if (!ticket.asset) return <p className="drawer-nothing muted">{t('asset.none')}</p>
  const asset = detailsOf(shown)?.asset
  return (
    <section className="drawer-part">
      <h3>{ticket.asset.name}</h3>
      {asset ? (
        <dl className="facts">
          <dt>{t('asset.model')}</dt>
          <dd>{asset.model || t('asset.unknown')}</dd>
          <dt>{t('asset.serial')}</dt>
          <dd className="num">{asset.serial || t('asset.unknown')}</dd>
          <dt>{t('asset.installed')}</dt>
          <dd className="num">{asset.installedOn ?? t('asset.unknown')}</dd>
        </dl>
      ) : (
        <Skeleton width="60%" />
      )}
    </section>
  )
}
