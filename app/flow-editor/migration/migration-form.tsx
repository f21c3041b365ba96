import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  MigrationMapping,
  MigrationRehearsal,
  MigrationRequest,
  VersionStanding,
} from '#contract/flow-migration.ts'
import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import type { Refusal, Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Checkbox, Select } from '../../ui/inputs.tsx'
import { orderMigration, rehearseMigration } from './ask-migrations.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { StopTable } from './stop-table.tsx'
import { findStops } from './stops.ts'
import { TicketOutcomes } from './ticket-outcomes.tsx'
import { useNodeNames, type VersionGraphs } from './use-version-graphs.ts'

type MigrationFormProps = {
  flowId: string
  /** Newest first. */
  versions: readonly FlowVersionRow[]
  graphs: VersionGraphs
  standing: readonly VersionStanding[]
  /** An earlier order to be tried again: rehearsed at once. */
  again: MigrationRequest | undefined
  onOrdered: () => void
}

/** What a rehearsal said, of which order, and where the tickets stood when it was asked for. */
type Rehearsed = {
  order: MigrationRequest
  standing: readonly VersionStanding[]
  rehearsal: MigrationRehearsal
}

/**
 * From which versions to which, where the tickets of which node go, what would come of it, and then to do it. Only an order whose rehearsal is
 * on the screen can be given: an answer to another one, or from before tickets went on, counts for nothing.
 */
export function MigrationForm({ flowId, versions, graphs, standing, again, onOrdered }: MigrationFormProps) {
  const { t, i18n } = useTranslation('flowMigration')
  const [to, setTo] = useState(again?.to ?? versions[0]?.number ?? 1)
  const [left, setLeft] = useState<ReadonlySet<number>>(() => leftOut(versions, again))
  const [mapping, setMapping] = useState<MigrationMapping>(again?.mapping ?? {})
  const [rehearsed, setRehearsed] = useState<Rehearsed>()
  const [refused, setRefused] = useState<Rejection>()
  const [busy, setBusy] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const nameOf = useNodeNames(graphs)
  const sources = versions.filter(({ number, running }) => number !== to && running > 0)
  const from = sources.map(({ number }) => number).filter((number) => !left.has(number))
  const order: MigrationRequest = { to, mapping, from, onlyNodes: again?.onlyNodes ?? null }
  const target = graphs.get(to)
  const hasMoved = rehearsed !== undefined && rehearsed.standing !== standing
  const current = rehearsed && !hasMoved && isSameOrder(rehearsed.order, order) ? rehearsed : undefined

  const change = (act: () => void) => {
    act()
    setRehearsed(undefined)
    setConfirming(false)
    setRefused(undefined)
  }
  const ask = useCallback(
    async <Answer extends { ok: true }>(asked: Promise<Answer | Refusal>): Promise<Answer | undefined> => {
      setBusy(true)
      setRefused(undefined)
      const answer = await asked
      setBusy(false)
      if (answer.ok) return answer
      setRefused(answer.rejection)
      return undefined
    },
    [],
  )
  const rehearse = useCallback(
    async (asked: MigrationRequest) => {
      setConfirming(false)
      const answer = await ask(rehearseMigration(flowId, asked))
      setRehearsed(answer && { order: asked, standing, rehearsal: answer.rehearsal })
    },
    [ask, flowId, standing],
  )
  const first = useRef(again && from.length > 0 ? order : undefined)
  useEffect(() => {
    if (first.current) void rehearse(first.current)
    first.current = undefined
  }, [rehearse])
  const start = async (wanted: MigrationRequest) => {
    if (await ask(orderMigration(flowId, wanted))) onOrdered()
  }
  if (!target) return null
  const coming = current ? current.rehearsal.counts.moved + current.rehearsal.counts.kept : 0
  return (
    <section className="mform" aria-label={t('new')}>
      <div className="mform-versions">
        <Field label={t('to')}>
          <Select
            value={to}
            disabled={busy}
            onChange={({ target: { value } }) =>
              change(() => {
                setTo(Number(value))
                setMapping({})
              })
            }
          >
            {versions.map(({ number, name }) => (
              <option key={number} value={number}>
                v{number} {name}
              </option>
            ))}
          </Select>
        </Field>
        <fieldset disabled={busy}>
          <legend>{t('from')}</legend>
          {sources.map(({ number, name, running }) => (
            <Checkbox
              key={number}
              checked={!left.has(number)}
              label={`v${number} ${name} · ${t('count.all', { count: running })}`}
              onChange={({ target: { checked } }) =>
                change(() => setLeft(checked ? without(left, number) : new Set([...left, number])))
              }
            />
          ))}
          {sources.length === 0 ? <p className="muted">{t('nothing', { number: to })}</p> : null}
        </fieldset>
      </div>
      {from.length > 0 ? (
        <StopTable
          stops={findStops(standing, new Set(from), graphs, target)}
          target={target}
          mapping={mapping}
          nameOf={nameOf}
          disabled={busy}
          onChange={(next) => change(() => setMapping(next))}
        />
      ) : null}
      {refused ? <Banner tone="bad">{rejectionSentence(i18n, refused)}</Banner> : null}
      {hasMoved && from.length > 0 ? <Banner tone="info">{t('moved')}</Banner> : null}
      {current ? (
        <div className="mrehearsal">
          <p role="status">
            <b>{t('result')}</b> <OutcomeCounts counts={current.rehearsal.counts} />
          </p>
          <TicketOutcomes
            tickets={current.rehearsal.tickets}
            total={current.rehearsal.total}
            nameOf={nameOf}
          />
        </div>
      ) : null}
      <footer>
        {confirming && current ? (
          <>
            <p role="alert">{t('confirm', { count: coming, number: to })}</p>
            <Button disabled={busy} onClick={() => setConfirming(false)}>
              {t('cancel')}
            </Button>
            <Button look="primary" busy={busy} ref={takeFocus} onClick={() => void start(current.order)}>
              {t('yes', { count: coming })}
            </Button>
          </>
        ) : (
          <>
            <Button busy={busy} disabled={from.length === 0} onClick={() => void rehearse(order)}>
              {t('rehearse')}
            </Button>
            <Button look="primary" disabled={busy || coming === 0} onClick={() => setConfirming(true)}>
              {t('start', { number: to })}
            </Button>
          </>
        )}
      </footer>
    </section>
  )
}

/** The button that was pressed is gone. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

/** Both come from the same form, which writes their parts in the same order. */
const isSameOrder = (one: MigrationRequest, other: MigrationRequest) =>
  JSON.stringify(one) === JSON.stringify(other)

const without = (numbers: ReadonlySet<number>, number: number): ReadonlySet<number> =>
  new Set([...numbers].filter((one) => one !== number))

/** The versions that an earlier order was not for. */
const leftOut = (versions: readonly FlowVersionRow[], again: MigrationRequest | undefined) =>
  new Set(
    again?.from
      ? versions.map(({ number }) => number).filter((number) => again.from?.includes(number) === false)
      : [],
  )
