import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'

/** One sentence above the work while the board is not live. */
export function ConnectionBanner({ connection, board }: Pick<BoardClientState, 'connection' | 'board'>) {
  const { t, i18n } = useTranslation('board')
  const locale = useLocale()
  switch (connection.state) {
    case 'connecting':
    case 'live':
      return null
    case 'stale':
      return (
        <Banner tone="offline">
          {t('banner.stale', {
            time: formatTime(locale, connection.asOf, board.timeZone, 'time-with-seconds'),
          })}
        </Banner>
      )
    case 'ended':
      return (
        <Banner
          tone="bad"
          action={<Button onClick={() => window.location.reload()}>{t('banner.reload')}</Button>}
        >
          {rejectionSentence(i18n, connection.rejection)}
        </Banner>
      )
  }
}
