import { useTranslation } from 'react-i18next'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { StandingPlace } from '#domain/decide/describe-stand.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'

type People = { office: TicketDetails['office']; engineers: BoardClientState['engineers'] }

/** On whose answer the ticket waits at a node. */
export function useWaitsFor() {
  const { t } = useTranslation(['ticket', 'terms'])
  return ({ isWork, waitsFor }: StandingPlace, { office, engineers }: People): string => {
    if (!isWork) return t('ticket:flow.waitsSystem')
    switch (waitsFor?.kind) {
      case 'handler': {
        const name = engineers.get(waitsFor.id)?.name ?? office.find(({ id }) => id === waitsFor.id)?.name
        return name === undefined ? t('ticket:flow.waitsSomebody') : t('ticket:flow.waitsFor', { who: name })
      }
      case 'role':
        return t('ticket:flow.waitsFor', { who: t(`terms:role.${waitsFor.role}`) })
      case 'customer':
        return t('ticket:flow.waitsCustomer')
      case undefined:
        return t('ticket:flow.waitsSomebody')
    }
  }
}
