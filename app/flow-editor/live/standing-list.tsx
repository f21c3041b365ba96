import { Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NodeDuration, type NodeOccupancy, type StandingTicket } from '#contract/flow-occupancy.ts'
import { formatAge, formatCountdown, formatSpan } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Clock, Hourglass, OctagonAlert } from '../../ui/icons.ts'
import { fetchDurations } from './durations.ts'
import { fetchJson, type LiveFlow } from './live-flow.ts'

type StandingListProps = { live: LiveFlow; nodeId: string; tickets: NodeOccupancy }

/** The tickets on a node: how many, how long they usually stay, and the worst by name, each a link to its board. */
export function StandingList({ live, nodeId, tickets }: StandingListProps) {
  const { t } = useTranslation('flowLive')
  const locale = useLocale()
  const { worst, retry } = useWorst(live, nodeId, tickets)
  const listed = worst === undefined || worst === 'failed' ? [] : worst
  const duration = useDuration(live, nodeId)
  return (
    <div className="fstanding">
      <header>
        <b>{t('here', { count: tickets.tickets })}</b>
        {tickets.onOlder > 0 ? (
          <span className="muted">{t('onOlder', { count: tickets.onOlder })}</span>
        ) : null}
      </header>
      <dl className="num">
        <Figure name={t('lateName')} value={tickets.late} tone="bad" />
        <Figure name={t('atRiskName')} value={tickets.atRisk} tone="warn" />
        <Figure name={t('median')} value={duration ? formatSpan(locale, duration.medianMs) : '–'} />
        <Figure name="p90" value={duration ? formatSpan(locale, duration.p90Ms) : '–'} />
      </dl>
      {worst === 'failed' ? (
        <p role="alert">
          {t('list.failed')}{' '}
          <button type="button" className="link" onClick={retry}>
            {t('list.retry')}
          </button>
        </p>
      ) : worst === undefined ? (
        <p className="muted" role="status">
          {t('list.loading')}
        </p>
      ) : null}
      <ul className="num">
        {listed.map((ticket) => (
          <li key={ticket.ticketId}>
            <Link to={`/boards/${ticket.boardId}?ticket=${ticket.ticketId}`} title={t('open')}>
              <span className="muted">{ticket.number}</span>
              <span className="fstanding-title">{ticket.title}</span>
              <span className="muted">{formatAge(locale, ticket.since, live.serverNow())}</span>
              <span className={`flate ${tones[ticket.level]}`}>
                <Icon of={icons[ticket.level]} size={12} />
                {formatCountdown(locale, ticket.dueAt, live.serverNow())}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {listed.length > 0 && listed.length < tickets.tickets ? (
        <p className="muted">{t('more', { count: tickets.tickets - listed.length })}</p>
      ) : null}
    </div>
  )
}

const tones = { 'on-track': 'muted', 'at-risk': 'warn', late: 'bad' } as const
const icons = { 'on-track': Clock, 'at-risk': Hourglass, late: OctagonAlert } as const

function Figure({ name, value, tone }: { name: string; value: number | string; tone?: 'bad' | 'warn' }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={value === 0 ? 'muted' : tone}>{value}</dd>
    </div>
  )
}

/** Read again whenever the numbers have changed; the last list stays in sight meanwhile. */
function useWorst({ flowId }: LiveFlow, nodeId: string, { tickets, atRisk, late }: NodeOccupancy) {
  const [worst, setWorst] = useState<readonly StandingTicket[] | 'failed'>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const asking = new AbortController()
    const address = `/flows/${flowId}/standing/${encodeURIComponent(nodeId)}`
    void fetchJson<StandingTicket[]>(address, asking.signal).then((read) => {
      if (asking.signal.aborted) return
      setWorst((known) => read ?? (Array.isArray(known) ? known : 'failed'))
    })
    return () => asking.abort()
  }, [flowId, nodeId, tickets, atRisk, late, attempt])
  return { worst, retry: () => setAttempt((count) => count + 1) }
}

function useDuration(live: LiveFlow, nodeId: string): NodeDuration | undefined {
  const [duration, setDuration] = useState<NodeDuration>()
  useEffect(() => {
    let isOver = false
    void fetchDurations(live, 30).then((read) => {
      if (!isOver) setDuration(read?.find((one) => one.nodeId === nodeId))
    })
    return () => {
      isOver = true
    }
  }, [live, nodeId])
  return duration
}
