import clsx from 'clsx'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyPreview, PreviewedTicket } from '#domain/scoring/policy-preview.ts'
import { ArrowRight, RefreshCw } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { Select } from '../ui/inputs.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { PreviewFigures } from './preview-figures.tsx'
import { PreviewWhy } from './preview-why.tsx'
import type { PreviewState } from './use-preview.ts'

type PreviewPaneProps = {
  state: PreviewState
  boards: readonly { id: string; name: string }[]
  boardId: string | undefined
  onBoard: (boardId: string) => void
  /** The version with which the draft is compared. */
  inForce: string
}

type Shown = 'all' | 'changed' | 'worse'

/** What the draft would change on the last tickets of a board. */
export function PreviewPane({ state, boards, boardId, onBoard, inForce }: PreviewPaneProps) {
  const { t } = useTranslation('policy')
  const { preview, running, failed } = state
  return (
    <section className="policy-preview" aria-busy={running}>
      <header className="policy-head">
        <h2>
          {preview && preview.tickets.length > 0
            ? t('preview.title', { count: preview.tickets.length })
            : t('preview.titleNone')}
        </h2>
        {boards.length > 0 ? (
          <Select
            aria-label={t('preview.board')}
            value={boardId}
            onChange={({ target }) => onBoard(target.value)}
          >
            {boards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        ) : null}
        <span className="grow" />
        {preview ? <PreviewAge at={state.at} running={running} /> : null}
      </header>
      {failed ? (
        <p className="field-error" role="alert">
          {t('preview.failed')}
        </p>
      ) : null}
      {boards.length === 0 ? (
        <p className="policy-hint">{t('preview.noBoards')}</p>
      ) : !preview ? (
        <PreviewSkeleton />
      ) : preview.tickets.length === 0 ? (
        <p className="policy-hint">{t('preview.noTickets')}</p>
      ) : (
        <PreviewTable key={boardId} preview={preview} inForce={inForce} />
      )}
    </section>
  )
}

function PreviewTable({ preview, inForce }: { preview: PolicyPreview; inForce: string }) {
  const { t } = useTranslation('policy')
  const [shown, setShown] = useState<Shown>('all')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const changed = preview.tickets.filter((ticket) => ticket.changed)
  const worse = changed.filter((ticket) => ticket.worse)
  // Changed ones first: they are what one has come for.
  const all = [...changed, ...preview.tickets.filter((ticket) => !ticket.changed)]
  const rows = { all, changed, worse }[shown]
  const chosen = changed.find(({ id }) => id === chosenId) ?? changed[0]
  return (
    <>
      <PreviewFigures preview={preview} changed={changed.length} />
      <Segmented<Shown>
        label={t('preview.filter')}
        value={shown}
        options={[
          { value: 'all', label: t('preview.all', { count: all.length }) },
          { value: 'changed', label: t('preview.changedOnly', { count: changed.length }) },
          { value: 'worse', label: t('preview.worse', { count: worse.length }) },
        ]}
        onChange={setShown}
      />
      <div className="preview-rows">
        <table className="num">
          <thead>
            <tr>
              <th>{t('preview.ticket')}</th>
              <th>{t('preview.first', { version: inForce })}</th>
              <th>{t('preview.draftFirst')}</th>
              <th className="figure">{t('preview.km')}</th>
              <th className="figure wide">{t('preview.slack')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((ticket) => (
              <PreviewRow
                key={ticket.id}
                ticket={ticket}
                chosen={ticket.id === chosen?.id}
                onChoose={() => setChosenId(ticket.id)}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="policy-hint">{t('preview.empty')}</p> : null}
      </div>
      {chosen ? <PreviewWhy ticket={chosen} inForce={inForce} /> : null}
    </>
  )
}

type PreviewRowProps = { ticket: PreviewedTicket; chosen: boolean; onChoose: () => void }

function PreviewRow({ ticket, chosen, onChoose }: PreviewRowProps) {
  const { t } = useTranslation('policy')
  const { before, after, changed } = ticket
  const nobody = t('preview.nobody')
  const kilometers = before && after && changed ? (after.meters - before.meters) / 1_000 : null
  return (
    <tr className={clsx(!changed && 'same')} data-chosen={chosen || undefined}>
      <th scope="row" title={`${ticket.number} ${ticket.title}`}>
        {changed ? (
          <button type="button" aria-pressed={chosen} onClick={onChoose}>
            <span className="muted">{ticket.number}</span> {ticket.title}
          </button>
        ) : (
          <>
            <span className="muted">{ticket.number}</span> {ticket.title}
          </>
        )}
      </th>
      <td>{before?.engineer ?? nobody}</td>
      <td>
        {changed ? (
          <>
            <Icon of={ArrowRight} size={14} />
            <b>{after?.engineer ?? nobody}</b>
          </>
        ) : (
          t('preview.same')
        )}
      </td>
      <td className={clsx('figure', kilometers !== null && (kilometers > 0 ? 'warn' : 'good'))}>
        {kilometers === null ? '' : signed(kilometers)}
      </td>
      <td className="figure wide">{changed ? <Slack ticket={ticket} /> : null}</td>
    </tr>
  )
}

/** Slack is told where it is short; hours of it say nothing. */
const shortSlackMinutes = 120

function Slack({ ticket: { before, after } }: { ticket: PreviewedTicket }) {
  if (!before || !after || Math.min(before.slackMinutes, after.slackMinutes) > shortSlackMinutes)
    return <span className="muted">—</span>
  return (
    <span className={after.slackMinutes >= before.slackMinutes ? 'good' : 'warn'}>
      {clock(before.slackMinutes)} → {clock(after.slackMinutes)}
    </span>
  )
}

/** `0:41`, `−0:04`. */
function clock(minutes: number): string {
  const whole = Math.abs(Math.trunc(minutes))
  return `${minutes <= -1 ? '−' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** `+1.4`, `−3.8`. */
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`

function PreviewAge({ at, running }: { at: number; running: boolean }) {
  const { t } = useTranslation('policy')
  const [now, setNow] = useState(at)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [at])
  const seconds = Math.max(0, Math.round((now - at) / 1_000))
  return (
    <span className="preview-age muted num">
      <Icon of={RefreshCw} size={14} />
      {running
        ? t('preview.running')
        : seconds < 60
          ? t('preview.age', { seconds })
          : t('preview.minutes', { minutes: Math.floor(seconds / 60) })}
    </span>
  )
}

function PreviewSkeleton() {
  return (
    <div className="preview-skeleton">
      {['90%', '70%', '80%', '60%', '75%'].map((width) => (
        <Skeleton key={width} width={width} height={12} />
      ))}
    </div>
  )
}
