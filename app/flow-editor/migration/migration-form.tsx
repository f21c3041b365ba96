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

/** From which versions to which, where the tickets of which node go, what would come of it, and then to do it. */
export function MigrationForm({ flowId, versions, graphs, standing, again, onOrdered }: MigrationFormProps) {
  const { t, i18n } = useTranslation('flowMigration')
  const [to, setTo] = useState(again?.to ?? versions[0]?.number ?? 1)
  const [left, setLeft] = useState<ReadonlySet<number>>(() => leftOut(versions, again))
  const [mapping, setMapping] = useState<MigrationMapping>(again?.mapping ?? {})
  const [rehearsal, setRehearsal] = useState<MigrationRehearsal>()
  const [refused, setRefused] = useState<Rejection>()
  const [busy, setBusy] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const nameOf = useNodeNames(graphs)
  const sources = versions.filter(({ number, running }) => number !== to && running > 0)
  const from = sources.map(({ number }) => number).filter((number) => !left.has(number))
  const order: MigrationRequest = { to, mapping, from, onlyNodes: again?.onlyNodes ?? null }
  const target = graphs.get(to)

  const change = (act: () => void) => {
    act()
    setRehearsal(undefined)
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
      const answer = await ask(rehearseMigration(flowId, asked))
      if (answer) setRehearsal(answer.rehearsal)
    },
    [ask, flowId],
  )
  const first = useRef(again && from.length > 0 ? order : undefined)
  useEffect(() => {
    if (first.current) void rehearse(first.current)
    first.current = undefined
  }, [rehearse])
  const start = async () => {
    if (await ask(orderMigration(flowId, order))) onOrdered()
  }
  if (!target) return null
  const coming = rehearsal ? rehearsal.counts.moved + rehearsal.counts.kept : 0
  return (
    <section className="mform" aria-label={t('new')}>
      <div className="mform-versions">
        <Field label={t('to')}>
          <Select
            value={to}
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
        <fieldset>
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
          onChange={(next) => change(() => setMapping(next))}
        />
      ) : null}
      {refused ? <Banner tone="bad">{rejectionSentence(i18n, refused)}</Banner> : null}
      {rehearsal ? (
        <div className="mrehearsal">
          <p role="status">
            <b>{t('result')}</b> <OutcomeCounts counts={rehearsal.counts} />
          </p>
          <TicketOutcomes tickets={rehearsal.tickets} total={rehearsal.total} nameOf={nameOf} />
        </div>
      ) : null}
      <footer>
        {confirming ? (
          <>
            <p role="alert">{t('confirm', { count: coming, number: to })}</p>
            <Button onClick={() => setConfirming(false)}>{t('cancel')}</Button>
            <Button look="primary" busy={busy} ref={takeFocus} onClick={() => void start()}>
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

const without = (numbers: ReadonlySet<number>, number: number): ReadonlySet<number> =>
  new Set([...numbers].filter((one) => one !== number))

/** The versions that an earlier order was not for. */
const leftOut = (versions: readonly FlowVersionRow[], again: MigrationRequest | undefined) =>
  new Set(
    again?.from
      ? versions.map(({ number }) => number).filter((number) => again.from?.includes(number) === false)
      : [],
  )
