import { useTranslation } from 'react-i18next'
import type { TicketOffer } from '#domain/ticket/offer.ts'
import { Users } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useClock } from './board-clock.tsx'
import { useBoardFacts } from './board-context.tsx'
import { engineerMark } from './engineer-mark.ts'
import { formatClock } from './format-clock.ts'

/** Where the holder will stand: who is being asked to take it. */
export function OfferMark({ offer }: { offer: TicketOffer }) {
  return offer.to === 'pool' ? <PoolMark /> : <AskedMark offer={offer} />
}

function PoolMark() {
  const { t } = useTranslation('board')
  return (
    <span className="offer-mark" title={t('card.pooled')}>
      <Icon of={Users} size={12} />
      {t('card.pool')}
    </span>
  )
}

function AskedMark({ offer }: { offer: Extract<TicketOffer, { to: 'engineer' }> }) {
  const { t } = useTranslation('board')
  const { engineers } = useBoardFacts()
  const left = useClock((now) => formatClock(offer.expiresAt - now))
  const engineer = engineers.get(offer.engineerId)?.name ?? ''
  const says = t('card.offered', { engineer, left })
  return (
    <span className="offer-mark num" title={says}>
      <span aria-hidden="true">
        {engineerMark(engineer)} {left}
      </span>
      <VisuallyHidden>{says}</VisuallyHidden>
    </span>
  )
}
