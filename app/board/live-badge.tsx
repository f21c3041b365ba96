import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'

type LiveBadgeProps = Pick<BoardClientState, 'connection' | 'pending' | 'board'>

/** Whether what is on the screen is true now, or was true then, and what waits to be sent. */
export function LiveBadge({ connection, pending, board }: LiveBadgeProps) {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const text = (): string => {
    switch (connection.state) {
      case 'connecting':
        return t('live.connecting')
      case 'live':
        return t('live.live', { seconds: formatLatency(connection.latencyMs) })
      case 'stale': {
        const time = formatTime(locale, connection.asOf, board.timeZone, 'time-with-seconds')
        return pending.length > 0
          ? t('live.staleWaiting', { time, count: pending.length })
          : t('live.stale', { time })
      }
      case 'ended':
        return t('live.ended')
    }
  }
  return (
    <span className={clsx('live', connection.state)} role="status" aria-live="off">
      <i />
      <span className="num">{text()}</span>
    </span>
  )
}

const formatLatency = (ms: number): string => (ms < 100 ? '<0.1' : (ms / 1000).toFixed(1))
