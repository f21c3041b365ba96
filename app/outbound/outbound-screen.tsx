import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryCounts, FailedDelivery, SecretFacts, UnsentMessage } from '#domain/outbound.ts'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { useRail } from '../session/use-rail.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { AppFrame } from '../ui/frame.tsx'
import '../ui/list-page.css'
import { DeliveryList } from './delivery-list.tsx'
import { MessageList } from './message-list.tsx'
import './outbound.css'
import { SigningSecret } from './signing-secret.tsx'

export type OutboundScreenProps = {
  me: { name: string; role: Role }
  now: Instant
  deliveries: readonly FailedDelivery[]
  counts: DeliveryCounts
  messages: readonly UnsentMessage[]
  secrets: readonly SecretFacts[]
}

/** What did not leave the house and why, and what webhooks are signed with. */
export function OutboundScreen({ me, now, deliveries, counts, messages, secrets }: OutboundScreenProps) {
  const { t } = useTranslation('outbound')
  const rail = useRail(me.role, 'settings')
  useRefresh()
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <SettingsTabs active="outbound" />
          <span className="settings-subtitle">{t('subtitle')}</span>
        </>
      }
    >
      <div className="list-page outbound">
        <DeliveryList deliveries={deliveries} counts={counts} now={now} />
        <MessageList messages={messages} now={now} />
        <SigningSecret secrets={secrets} now={now} />
      </div>
    </AppFrame>
  )
}

const refreshMs = 5_000

/** Failures come by themselves: what is shown is read anew while somebody looks. */
function useRefresh() {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') revalidate()
    }, refreshMs)
    return () => clearInterval(timer)
  }, [revalidate])
}
