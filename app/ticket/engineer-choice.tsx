import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { distanceMeters } from '#geo/distance.ts'
import { useClock } from '../board/board-clock.tsx'
import { rankDropTargets, type DropTarget } from '../board/drop-targets.ts'
import { findWork } from '../board/engineer-work.ts'
import { findAssignObstacle, findObstacle } from '../board/gesture-obstacle.ts'
import { formatDistance, formatMinuteOfDay } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Recommendation } from '../scoring/recommendation.tsx'
import { RecommendationSkeleton } from '../scoring/recommendation-skeleton.tsx'
import { SuggestionNote } from '../scoring/suggestion-note.tsx'
import type { useAdvice } from '../scoring/use-advice.ts'
import { Button } from '../ui/button.tsx'
import { WhyNotList } from './why-not-list.tsx'

type EngineerChoiceProps = {
  ticket: Ticket
  client: BoardClient
  state: BoardClientState
  mayDispatch: boolean
  advice: ReturnType<typeof useAdvice>
  /** `reason`: why not the first of the list; empty for nothing said. */
  onChoose: (engineerId: string, reason: string) => void
  onUnassign: () => void
}

/** Positions change all the time; a list that is read must stand still in between. */
const rankEveryMs = 15_000
const shownAtFirst = 3

/** Who holds the ticket, who could, and why the others cannot: by the rules that the command itself asks. */
export function EngineerChoice(props: EngineerChoiceProps) {
  const { ticket, mayDispatch } = props
  const { t, i18n } = useTranslation('ticket')
  const [reassigning, setReassigning] = useState(false)
  const isHeld = ticket.assignment !== null
  const obstacle = findAssignObstacle([ticket], props.state)
  const choosing = mayDispatch && obstacle === null && (!isHeld || reassigning)
  return (
    <>
      {isHeld ? (
        <Holder {...props} reassigning={reassigning} onReassign={() => setReassigning(!reassigning)} />
      ) : null}
      {mayDispatch && isOpen(ticket) && obstacle ? (
        <p className="drawer-part muted">{t('cannotAssign', { why: rejectionSentence(i18n, obstacle) })}</p>
      ) : null}
      {choosing ? <SuggestionNote ticket={ticket} mode={props.state.board.dispatchMode} /> : null}
      {choosing ? (
        <Candidates
          {...props}
          onChoose={(engineerId, reason) => {
            setReassigning(false)
            props.onChoose(engineerId, reason)
          }}
        />
      ) : null}
    </>
  )
}

type HolderProps = EngineerChoiceProps & { reassigning: boolean; onReassign: () => void }

function Holder({ ticket, client, state, mayDispatch, reassigning, onReassign, onUnassign }: HolderProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const holder = ticket.assignment ? state.engineers.get(ticket.assignment.engineerId) : undefined
  const position = holder && client.getPositions().get(holder.id)
  const load = useMemo(
    () => (holder ? (findWork(state.shown.values()).get(holder.id)?.load ?? 0) : 0),
    [holder, state.shown],
  )
  const mayReassign = mayDispatch && findAssignObstacle([ticket], state) === null
  const mayUnassign =
    mayDispatch && findObstacle({ kind: 'unassign' }, [ticket], state, client.findRefusal) === null
  return (
    <section className="drawer-part" aria-label={t('holder')}>
      <h3>{t('holder')}</h3>
      <div className="ticket-row holder">
        <b>{holder?.name ?? t('someEngineer')}</b>
        {holder ? (
          <span className="muted num">
            {t('load', { load, capacity: holder.capacity })}
            {position ? ` · ${formatDistance(locale, distanceMeters(position, ticket.place))}` : null}
          </span>
        ) : null}
        <span className="grow" />
        {mayReassign ? (
          <Button className="small" aria-expanded={reassigning} onClick={onReassign}>
            {t('reassign')}
          </Button>
        ) : null}
        {mayUnassign ? (
          <Button className="small" look="danger" onClick={onUnassign}>
            {t('unassign')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}

/** By score; by distance as long as there is no score. */
function Candidates({ ticket, client, state, advice: { shown, holdStill }, onChoose }: EngineerChoiceProps) {
  const { t, i18n } = useTranslation(['scoring', 'ticket'])
  const [reason, setReason] = useState('')
  const targets = useTargets(ticket, client, state)
  switch (shown.state) {
    case 'none':
    case 'asking':
      return <RecommendationSkeleton />
    case 'ready': {
      const { advice } = shown
      const [first] = advice.recommended
      const choose = (engineerId: string) =>
        onChoose(engineerId, engineerId === first?.engineerId ? '' : reason.trim())
      return (
        <>
          <Recommendation
            {...{ ticket, advice, reason }}
            engineers={state.engineers}
            timeZone={state.board.timeZone}
            onReason={setReason}
            onChoose={choose}
            onHold={holdStill}
          />
          <WhyNotList targets={targets} excluded={advice.excluded} onChoose={choose} />
        </>
      )
    }
    case 'refused':
    case 'offline':
      return (
        <>
          <Nearest
            {...{ ticket, targets }}
            says={
              shown.state === 'offline'
                ? t('scoring:offline')
                : t('scoring:refused', { why: rejectionSentence(i18n, shown.rejection) })
            }
            onChoose={(engineerId) => onChoose(engineerId, '')}
          />
          <WhyNotList targets={targets} excluded={[]} onChoose={(engineerId) => onChoose(engineerId, '')} />
        </>
      )
  }
}

type NearestProps = {
  ticket: Ticket
  targets: readonly DropTarget[]
  /** Why it is this list and not the engine's. */
  says: string
  onChoose: (engineerId: string) => void
}

function Nearest({ ticket, targets, says, onChoose }: NearestProps) {
  const { t } = useTranslation('ticket')
  const [allShown, setAllShown] = useState(false)
  const suitable = targets.filter(({ rejection }) => rejection === null)
  const hidden = suitable.length - shownAtFirst
  return (
    <section className="drawer-part" aria-label={t('suggested')}>
      <h3>
        {t('suggested')}
        <span className="muted num">
          {t('suitableCount', { all: targets.length, suitable: suitable.length })}
        </span>
      </h3>
      <p className="muted">{suitable.length === 0 ? t('nobodySuitable') : says}</p>
      <ol className="candidates">
        {suitable.slice(0, allShown ? undefined : shownAtFirst).map((target, index) => (
          <Candidate
            key={target.engineer.id}
            target={target}
            place={index + 1}
            held={ticket.assignment !== null}
            onChoose={() => onChoose(target.engineer.id)}
          />
        ))}
      </ol>
      {hidden > 0 ? (
        <button type="button" className="more" onClick={() => setAllShown(!allShown)}>
          {allShown ? t('fewer') : t('moreSuitable', { number: hidden })}
        </button>
      ) : null}
    </section>
  )
}

type CandidateProps = { target: DropTarget; place: number; held: boolean; onChoose: () => void }

function Candidate({ target, place, held, onChoose }: CandidateProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const { engineer, load } = target
  return (
    <li>
      <div className="ticket-row">
        <span className="place num">{place}</span>
        <b>{engineer.name}</b>
        <span className="num">{formatDistance(locale, target.distanceMeters)}</span>
        {target.fromHome ? <span className="muted">{t('fromHome')}</span> : null}
        <span className="grow" />
        <Button look={place === 1 && !held ? 'primary' : 'plain'} className="small" onClick={onChoose}>
          {held ? t('reassign') : t('assign')}
        </Button>
      </div>
      <div className="ticket-row candidate-facts">
        <span className="load-bar" aria-hidden="true">
          <i style={{ width: `${(100 * Math.min(load, engineer.capacity)) / engineer.capacity}%` }} />
        </span>
        <span className="muted num">{t('load', { load, capacity: engineer.capacity })}</span>
        <span className="muted num">
          {t('shiftUntil', { time: formatMinuteOfDay(engineer.shift.toMinute) })}
        </span>
      </div>
    </li>
  )
}

function useTargets(ticket: Ticket, client: BoardClient, state: BoardClientState): DropTarget[] {
  const { flows, engineers, shown, board } = state
  const round = useClock((now) => Math.floor(now / rankEveryMs))
  return useMemo(() => {
    const positions = client.getPositions()
    return rankDropTargets([ticket], {
      flows,
      engineers: engineers.values(),
      engineerName: (id) => engineers.get(id)?.name ?? '',
      work: findWork(shown.values()),
      position: (id) => positions.get(id),
      timeZone: board.timeZone,
      now: round * rankEveryMs,
    })
  }, [ticket, client, flows, engineers, shown, board.timeZone, round])
}
