import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { OfficePerson, OwnWork as OwnWorkAnswer } from '#contract/ticket-details.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { OfferClient } from '#realtime/client/offer-client.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { FlowPanel } from '../ticket/flow-panel.tsx'
import { RefusalLine } from '../ticket/refusal-line.tsx'
import type { StepAsked } from '../ticket/step-act.ts'
import { useStepDraft } from '../ticket/use-step-draft.ts'
import '../ticket/ticket.css'
import { Button } from '../ui/button.tsx'

type OwnWorkProps = {
  /** Another one whenever there is something new to read. */
  mark: string
  timeZone: string
  /** Null until the page has come alive. */
  client: OfferClient | null
}

/** The engineer's own tickets, each with the steps of its flow that are theirs. */
export function OwnWork({ mark, timeZone, client }: OwnWorkProps) {
  const { t } = useTranslation('mobile')
  const { answer, hasFailed, retry } = useOwnWork(mark)
  const failure = hasFailed ? (
    <p className="phone-row" role="alert">
      {t('workFailed')}
      <Button onClick={retry}>{t('retry')}</Button>
    </p>
  ) : null
  if (!answer) return failure ?? <p role="status">{t('workReading')}</p>
  if (answer.work.length === 0) return failure
  return (
    <section aria-label={t('work')}>
      <h2>
        {t('work')} <span className="num">{answer.work.length}</span>
      </h2>
      {failure}
      <div role="list">
        {answer.work.map(({ ticket, stand }) => (
          <WorkCard key={ticket.id} {...{ ticket, stand, timeZone, client }} office={answer.office} />
        ))}
      </div>
    </section>
  )
}

type WorkCardProps = Pick<OwnWorkProps, 'timeZone' | 'client'> & {
  ticket: Ticket
  stand: TicketStand | null
  office: readonly OfficePerson[]
}

const nobody: BoardClientState['engineers'] = new Map()

function WorkCard({ ticket, stand, office, timeZone, client }: WorkCardProps) {
  const { t } = useTranslation(['mobile', 'board', 'terms'])
  const locale = useLocale()
  const draft = useStepDraft(ticket.id)
  const [asked, setAsked] = useState<StepAsked | null>(null)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const where = ticket.address || ticket.district
  const send = useCallback<BoardClient['send']>(
    async (name, input) => {
      setRefusal(null)
      const answer = client ? await client.send(name, input) : noLine
      if (!answer.ok) setRefusal(answer.rejection)
      return answer
    },
    [client],
  )
  return (
    <article role="listitem" className="phone-card">
      <div className="phone-row">
        <span className="num">{ticket.number}</span>
        <span>{t(`board:priority.p${ticket.priority}`)}</span>
        <span className="grow" />
        <span className="num">{t('mobile:due', { time: formatTime(locale, ticket.dueAt, timeZone) })}</span>
      </div>
      <h3>{ticket.title}</h3>
      {where ? <p>{where}</p> : null}
      {ticket.customer ? (
        <p>
          {ticket.customer.name} <span className="num">{ticket.customer.phoneMasked}</span>
        </p>
      ) : null}
      <RefusalLine rejection={refusal} onDismiss={() => setRefusal(null)} />
      {stand ? (
        <FlowPanel
          {...{ ticket, stand, office, send, draft, asked }}
          state={{ board: { timeZone }, engineers: nobody }}
          onAsk={setAsked}
        />
      ) : (
        <p>{t(`terms:stage.${ticket.stage}`)}</p>
      )}
    </article>
  )
}

const noLine = { ok: false, rejection: { name: 'no-answer' } } as const

/** Read again with every new mark; what was read before stays meanwhile. */
function useOwnWork(mark: string) {
  const [answer, setAnswer] = useState<OwnWorkAnswer | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    fetchOwnWork(abort.signal).then(
      (read) => {
        setAnswer(read)
        setFailed(false)
      },
      () => {
        if (!abort.signal.aborted) setFailed(true)
      },
    )
    return () => abort.abort()
  }, [mark, attempt])
  return { answer, hasFailed, retry: () => setAttempt((count) => count + 1) }
}

async function fetchOwnWork(signal: AbortSignal): Promise<OwnWorkAnswer> {
  const response = await fetch('/m/work', { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`/m/work answered ${response.status}`)
  return (await response.json()) as OwnWorkAnswer
}
