import { useTranslation } from 'react-i18next'
import type { UnsentMessage } from '#domain/outbound.ts'
import type { Instant } from '#domain/instant.ts'
import { recipientText } from '../flow-editor/node-text.ts'
import { useFlowWords } from '../flow-editor/use-flow-words.ts'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Check } from '../ui/icons.ts'
import { TicketCell } from './ticket-cell.tsx'

type MessageListProps = { messages: readonly UnsentMessage[]; now: Instant }

/** Messages that did not go their way: to whom, why, and how many can read them in the application instead. */
export function MessageList({ messages, now }: MessageListProps) {
  const { t } = useTranslation('outbound')
  const locale = useLocale()
  const words = useFlowWords()
  return (
    <section aria-labelledby="messages">
      <header>
        <h2 id="messages">{t('messages.title')}</h2>
      </header>
      {messages.length === 0 ? (
        <EmptyState icon={Check} title={t('messages.none')} text={t('messages.noneText')} />
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t('ticket')}</th>
              <th>{t('messages.to')}</th>
              <th>{t('messages.text')}</th>
              <th>{t('why')}</th>
              <th className="wide">{t('when')}</th>
            </tr>
          </thead>
          <tbody>
            {messages.map((message) => {
              const { id, recipient, channel, text, reason, error, readers, endedAt } = message
              return (
                <tr key={id}>
                  <TicketCell of={message} />
                  <td>
                    {recipientText(words, recipient)} · {words.t(`flow:channel.${channel}`)}
                  </td>
                  <td className="outbound-text">{text[locale] || text['zh-CN']}</td>
                  <td>
                    <span>
                      {error === null
                        ? t(`reason.${reason}`)
                        : t('messages.why', { reason: t(`reason.${reason}`), error })}
                    </span>
                    <small className="muted">
                      {readers > 0 ? t('messages.readers', { count: readers }) : t('messages.nobody')}
                    </small>
                  </td>
                  <td className="wide num">{formatAge(locale, endedAt, now)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
