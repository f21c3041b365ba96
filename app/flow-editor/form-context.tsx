import clsx from 'clsx'
import { createContext, useCallback, useContext, useEffect, useId, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JsonValue } from '#contract/flow-document.ts'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Channel } from '#domain/flow-graph/people.ts'
import type { FlowPeer } from '#realtime/client/flow-document.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Lock } from '../ui/icons.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { peerHue } from './peer-hue.ts'
import { formWord, holderOf, type createSectionHold } from './section-lock.ts'
import { usePeers } from './use-peers.ts'

type Named = { readonly id: string; readonly name: string }

/** What there is on this installation that a flow can name. */
export type Surroundings = {
  readonly people: readonly Named[]
  readonly teams: readonly Named[]
  readonly calendars: readonly (Named & { readonly body: WorkingCalendar })[]
  /** Flows that a sub-ticket can run on. */
  readonly flows: readonly Named[]
  /** The ways that messages can go. */
  readonly channels: readonly Channel[]
  /** Webhooks may call machines inside. */
  readonly allowPrivateWebhooks: boolean
}

type FormContextValue = {
  readonly editor: FlowEditor
  readonly nodeId: string
  readonly readOnly: boolean
  readonly hold: ReturnType<typeof createSectionHold>
  readonly surroundings: Surroundings
}

export const FormContext = createContext<FormContextValue | null>(null)

/** @throws outside a node's form. */
export function useForm(): FormContextValue {
  const value = useContext(FormContext)
  if (!value) throw new Error('this field stands outside of a form')
  return value
}

type SectionContextValue = {
  /** Writes one setting of the node, and holds this part of the form for a while. */
  readonly set: (field: string, value: JsonValue | undefined) => void
  /** A choice is a step of its own in the history, typing is not. */
  readonly choose: (field: string, value: JsonValue | undefined) => void
  /** A choice that changes several settings. */
  readonly chooseAll: (values: Readonly<Record<string, JsonValue>>) => void
  readonly disabled: boolean
}

const SectionContext = createContext<SectionContextValue | null>(null)

export function useSection(): SectionContextValue {
  const value = useContext(SectionContext)
  if (!value) throw new Error('this field stands outside of a section')
  return value
}

type SectionProps = { name: string; title: string; hint?: ReactNode; end?: ReactNode; children: ReactNode }

/** One part of a node's form. While a colleague types in it, it can be read here and not changed. */
export function Section({ name, title, hint, end, children }: SectionProps) {
  const { t } = useTranslation('flow')
  const { editor, nodeId, readOnly, hold } = useForm()
  const { document, graph, tell } = editor
  const titleId = useId()
  const own = formWord(nodeId, name)
  const { holder, asker } = usePeers(
    document,
    useCallback(
      (peers: readonly FlowPeer[]) => {
        const held = holderOf(peers, nodeId, name, hold.holds(name) ? document.doc.clientID : undefined)
        const asking = held ? undefined : peers.find(({ asks }) => asks === own)
        return { holder: held?.user, asker: asking?.user }
      },
      [document, hold, name, nodeId, own],
    ),
  )
  // Who began in the same moment and has the higher number lets go, and reads on.
  useEffect(() => {
    if (holder && hold.holds(name)) hold.release()
  }, [holder, hold, name])
  const disabled = readOnly || holder !== undefined
  const value = useMemo((): SectionContextValue => {
    const set = (field: string, next: JsonValue | undefined) => {
      hold.type(name)
      graph.setField(nodeId, field, next)
    }
    return {
      disabled,
      set,
      choose(field, next) {
        graph.endStep()
        set(field, next)
        graph.endStep()
      },
      chooseAll(values) {
        hold.type(name)
        graph.setFields(Object.entries(values).map(([field, next]) => ({ id: nodeId, field, value: next })))
      },
    }
  }, [disabled, graph, hold, name, nodeId])

  return (
    <SectionContext.Provider value={value}>
      <section
        className={clsx('fsection', holder && `locked person-${peerHue(holder.colour)}`)}
        aria-labelledby={titleId}
        onBlur={graph.endStep}
      >
        <h3>
          <span id={titleId}>{title}</span>
          <span className="grow" />
          {holder ? (
            <span className="flock" role="status">
              <Icon of={Lock} size={14} />
              {t('inspector.locked', { name: holder.name })}
            </span>
          ) : disabled ? null : (
            end
          )}
        </h3>
        {asker ? (
          <p className="fask" role="status">
            {t('inspector.asks', { name: asker.name })}
            <Button onClick={hold.release}>{t('inspector.giveUp')}</Button>
          </p>
        ) : null}
        {hint === undefined ? null : <p className="fsection-hint">{hint}</p>}
        {children}
        {holder && !readOnly ? (
          <p className="flock-note">
            <span>{t('inspector.lockNote')}</span>
            <button type="button" className="link" onClick={() => tell({ asks: own })}>
              {t('inspector.takeOver')}
            </button>
          </p>
        ) : null}
      </section>
    </SectionContext.Provider>
  )
}

type PairProps = { label: string; children: (id: string) => ReactNode }

/** A label of 72 px and what belongs to it. */
export function Pair({ label, children }: PairProps) {
  const id = useId()
  return (
    <div className="fpair">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
