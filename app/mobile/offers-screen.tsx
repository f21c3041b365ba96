import { Form } from '@remix-run/react'
import clsx from 'clsx'
import type { i18n } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineerOffer } from '#domain/engineer-offers.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { OfferClientState } from '#realtime/client/offer-client.ts'
import { BoardClockProvider } from '../board/board-clock.tsx'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Banner } from '../ui/banner.tsx'
import { Check } from '../ui/icons.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import './mobile.css'
import { OfferCard } from './offer-card.tsx'
import { OwnWork } from './own-work.tsx'
import { useOffers } from './use-offers.ts'

type OffersScreenProps = {
  me: { engineerId: string; name: string; boardId: string }
  serverNow: number
  offers: readonly EngineerOffer[]
  work: string
  timeZone: string
}

/** On an engineer's phone: what waits for an answer, their own work, and what the first may have. */
export function OffersScreen({ me, serverNow, offers, work, timeZone }: OffersScreenProps) {
  const { t } = useTranslation('mobile')
  const first = useMemo(() => ({ serverNow, offers, work }), [serverNow, offers, work])
  const { client, state } = useOffers(me, first)
  const asked = state.offers.filter(({ expiresAt }) => expiresAt !== null)
  const pool = state.offers.filter(({ expiresAt }) => expiresAt === null)
  const card = (offer: EngineerOffer) => (
    <OfferCard
      key={offer.offerId}
      offer={offer}
      timeZone={timeZone}
      busy={state.sendingIds.has(offer.offerId)}
      disabled={client === null || state.connection.state !== 'live'}
      onAnswer={(answer) => client?.answer(offer, answer)}
    />
  )
  return (
    <BoardClockProvider first={serverNow} offsetMs={state.clockOffsetMs}>
      <div className="phone">
        <header className="phone-head">
          <div>
            <h1>{asked.length > 0 ? t('asked', { count: asked.length }) : t('title')}</h1>
            <p>{me.name}</p>
          </div>
          <ConnectionBadge connection={state.connection} />
        </header>
        <main className="phone-body">
          <Outcome outcome={state.outcome} />
          <div role="list">{asked.map(card)}</div>
          {asked.length === 0 && pool.length === 0 ? (
            <EmptyState icon={Check} title={t('nothing.title')} text={t('nothing.text')} />
          ) : null}
          <OwnWork mark={state.work} timeZone={timeZone} client={client} />
          {pool.length > 0 ? (
            <section aria-label={t('pool')}>
              <h2>
                {t('pool')} <span className="num">{pool.length}</span>
              </h2>
              <div role="list">{pool.map(card)}</div>
            </section>
          ) : null}
        </main>
        <footer className="phone-foot">
          <Form method="post" action="/logout">
            <button type="submit" className="btn bare">
              {t('signOut')}
            </button>
          </Form>
        </footer>
      </div>
    </BoardClockProvider>
  )
}

function ConnectionBadge({ connection }: Pick<OfferClientState, 'connection'>) {
  const { t, i18n } = useTranslation('mobile')
  if (connection.state === 'ended')
    return <Banner tone="bad">{rejectionSentence(i18n, connection.rejection)}</Banner>
  return (
    <span className={clsx('phone-live', connection.state)} role="status">
      {t(`connection.${connection.state}`)}
    </span>
  )
}

/** What became of the last answer; a refusal says who was faster. */
function Outcome({ outcome }: Pick<OfferClientState, 'outcome'>) {
  const { t, i18n } = useTranslation('mobile')
  if (!outcome) return <div role="status" />
  const { offer, answer, rejection } = outcome
  return (
    <div role="status">
      <Banner tone={rejection ? 'bad' : 'info'}>
        {rejection ? lossSentence(i18n, offer, rejection) : t(`done.${answer}`, { number: offer.number })}
      </Banner>
    </div>
  )
}

/** What a dispatcher would be told to do about it is of no use on a phone. */
const lossSentence = (i18n: i18n, { number }: EngineerOffer, rejection: Rejection): string =>
  rejection.name === 'already-assigned'
    ? i18n.t('mobile:taken', { number, engineer: rejection.engineer })
    : `${number} ${rejectionSentence(i18n, rejection)}`
