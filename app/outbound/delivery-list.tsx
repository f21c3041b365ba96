import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryCounts, FailedDelivery } from '#domain/outbound.ts'
import type { Instant } from '#domain/instant.ts'
import type { WebhookFailure } from '#domain/webhook.ts'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Check, RefreshCw } from '../ui/icons.ts'
import { showToast } from '../ui/toast.tsx'
import { TicketCell } from './ticket-cell.tsx'
import { useOutboundChange } from './use-outbound-change.ts'

type DeliveryListProps = { deliveries: readonly FailedDelivery[]; counts: DeliveryCounts; now: Instant }

/** Webhooks that were given up: where to, why, and to be sent again. */
export function DeliveryList({ deliveries, counts: { failed, retried }, now }: DeliveryListProps) {
  const { t, i18n } = useTranslation('outbound')
  const locale = useLocale()
  const failureText = useFailureText()
  const { ask, busy, answer } = useOutboundChange()
  useEffect(() => {
    if (!answer) return
    if (!answer.ok) showToast({ text: rejectionSentence(i18n, answer.rejection), tone: 'bad' })
    else if (answer.change === 'sent-again')
      showToast({ text: t('sentAgain', { count: answer.count }), tone: 'done' })
  }, [answer, i18n, t])
  return (
    <section aria-labelledby="deliveries">
      <header>
        <h2 id="deliveries">{t('deliveries.title')}</h2>
        {retried > 0 ? (
          <span className="muted num">{t('deliveries.retried', { count: retried })}</span>
        ) : null}
        <span className="grow" />
        {failed > 1 ? (
          <SendAllAgain count={failed} busy={busy} onSend={() => ask({ change: 'send-again', ids: 'all' })} />
        ) : null}
      </header>
      {deliveries.length === 0 ? (
        <EmptyState icon={Check} title={t('deliveries.none')} text={t('deliveries.noneText')} />
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t('ticket')}</th>
              <th>{t('deliveries.where')}</th>
              <th>{t('why')}</th>
              <th className="wide">{t('when')}</th>
              <th aria-label={t('deliveries.again')} />
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => {
              const { id, number, url, attempts, failure, refused, isOver, endedAt } = delivery
              return (
                <tr key={id}>
                  <TicketCell of={delivery} />
                  <td className="outbound-where" title={url}>
                    {url}
                  </td>
                  <td>
                    {refused === null ? null : (
                      <b>{t(refused === 'board-closed' ? 'deliveries.boardClosed' : 'deliveries.refused')}</b>
                    )}
                    {failure ? (
                      <span className="num">
                        {failureText(failure)} · {t('deliveries.attempts', { count: attempts })}
                      </span>
                    ) : null}
                  </td>
                  <td className="wide num">{formatAge(locale, endedAt, now)}</td>
                  <td className="row-action">
                    {isOver ? (
                      <Button
                        disabled={busy}
                        aria-label={t('deliveries.againOne', { number })}
                        onClick={() => ask({ change: 'send-again', ids: [id] })}
                      >
                        {t('deliveries.again')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

type SendAllAgainProps = { count: number; busy: boolean; onSend: () => void }

/** Nothing that has gone to another system can be called back, and there may be hundreds: asked first. */
function SendAllAgain({ count, busy, onSend }: SendAllAgainProps) {
  const { t } = useTranslation('outbound')
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <>
      <Button icon={RefreshCw} busy={busy} onClick={() => setAsking(true)}>
        {t('deliveries.againAll', { count })}
      </Button>
      <Dialog
        open={asking}
        size="small"
        onClose={close}
        title={t('deliveries.allTitle', { count })}
        description={t('deliveries.allText')}
        actions={
          <>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button
              look="primary"
              onClick={() => {
                close()
                onSend()
              }}
            >
              {t('deliveries.allYes', { count })}
            </Button>
          </>
        }
      />
    </>
  )
}

function useFailureText(): (failure: WebhookFailure) => string {
  const { t } = useTranslation('outbound')
  return (failure) => {
    switch (failure.kind) {
      case 'private-address':
        return t('failure.private-address', { host: failure.host })
      case 'unreachable':
        return t('failure.unreachable', { message: failure.message })
      case 'timed-out':
        return t('failure.timed-out', { seconds: failure.seconds })
      case 'redirected':
        return t('failure.redirected', { status: failure.status })
      case 'status':
        return failure.said.trim() === ''
          ? t('failure.status', { status: failure.status })
          : t('failure.statusSaid', { status: failure.status, said: failure.said.trim() })
    }
  }
}
