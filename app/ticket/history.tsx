import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { BoardEvent } from '#contract/board-event.ts'
import type { TicketDetails } from '#contract/ticket-details.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { localTime, type Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { useClock } from '../board/board-clock.tsx'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { DecisionNote } from '../scoring/decision-note.tsx'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { eventSentence } from './event-sentence.ts'
import { detailsOf, type DetailsState } from './use-ticket-details.ts'

type HistoryProps = { ticket: Ticket; shown: DetailsState; state: BoardClientState; onRetry: () => void }

/** Notes, and below them everything that happened to the ticket, newest first. */
export function History({ ticket, shown, state, onRetry }: HistoryProps) {
  const { t } = useTranslation('ticket')
  const details = detailsOf(shown)
  const { timeZone } = state.board
  return (
    <>
      {shown.state === 'failed' ? (
        <p className="ticket-refusal" role="alert">
          <span className="grow">{t('detailsFailed')}</span>
          <Button className="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        </p>
      ) : null}
      {details ? (
        <>
          <Notes notes={details.notes} timeZone={timeZone} />
          <Timeline ticket={ticket} details={details} state={state} />
        </>
      ) : shown.state === 'loading' ? (
        <section className="drawer-part" aria-busy="true" aria-label={t('loading')}>
          <Skeleton width="30%" />
          <Skeleton width="82%" />
          <Skeleton width="64%" />
          <Skeleton width="71%" />
        </section>
      ) : null}
    </>
  )
}

function Notes({ notes, timeZone }: { notes: TicketDetails['notes']; timeZone: string }) {
  const { t } = useTranslation('ticket')
  return (
    <section className="drawer-part" aria-label={t('notes')}>
      <h3>
        {t('notes')}
        <span className="muted num">{notes.length}</span>
      </h3>
      {notes.length === 0 ? <p className="muted">{t('noNotes')}</p> : null}
      {notes.map(({ noteId, by, at, text }) => (
        <p key={noteId} className="note">
          <b>{by}</b>
          <Moment at={at} timeZone={timeZone} />
          <span className="note-text">{text}</span>
        </p>
      ))}
    </section>
  )
}

type TimelineProps = { ticket: Ticket; details: TicketDetails; state: BoardClientState }

function Timeline({ ticket, details, state }: TimelineProps) {
  const { t, i18n } = useTranslation('ticket')
  const facts = {
    flow: flowOf(state.flows, ticket),
    engineerName: (id: string) => state.engineers.get(id)?.name,
  }
  return (
    <section className="drawer-part" aria-label={t('timeline')}>
      <h3>{t('timeline')}</h3>
      <ol className="timeline">
        {details.timeline.toReversed().map((entry) => {
          const decision = findDecision(entry, details.decisions)
          return (
            <li key={entry.seq} className={clsx(entry.event.type === 'ticketCancelled' && 'bad')}>
              <Moment at={entry.at} timeZone={state.board.timeZone} />
              <i aria-hidden="true" />
              <div>
                {eventSentence(i18n, entry, facts)}
                {decision ? <DecisionNote record={decision.record} engineers={state.engineers} /> : null}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What was advised when the event gave the ticket to somebody: a command writes both at one moment. */
const findDecision = ({ at, event }: BoardEvent, decisions: TicketDetails['decisions']) =>
  event.type === 'ticketAssigned' || event.type === 'ticketReassigned'
    ? decisions.find((one) => one.at === at && one.record.chosenEngineerId === event.engineerId)
    : undefined

/** The time of today; of other days the day. The exact moment on hover. */
function Moment({ at, timeZone }: { at: Instant; timeZone: string }) {
  const locale = useLocale()
  const isToday = useClock((now) => localTime(now, timeZone).date === localTime(at, timeZone).date)
  const { date } = localTime(at, timeZone)
  return (
    <time
      className="muted num"
      dateTime={new Date(at).toISOString()}
      title={formatTime(locale, at, timeZone, 'date-time')}
    >
      {isToday ? formatTime(locale, at, timeZone) : date.slice(5)}
    </time>
  )
}
