import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import type { StandField, StandingPlace, StepWay, TicketStand } from '#domain/decide/describe-stand.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { useClock } from '../board/board-clock.tsx'
import { formatCountdown, formatSpan, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { fieldText, readField } from './flow-field.ts'
import './flow-panel.css'

type FlowPanelProps = {
  ticket: Ticket
  stand: TicketStand
  /** Of the board. */
  timeZone: string
  send: BoardClient['send']
}

/** Where the ticket stands on its drawn flow, what is to be filled in there, and how it goes on. */
export function FlowPanel({ ticket, stand, timeZone, send }: FlowPanelProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  const [open, shown] = [stand.fields.filter(isOpenField), stand.fields.filter((one) => !isOpenField(one))]
  // What was typed into a field that may only be read by now is left out: it would be refused with all the others.
  const filled = Object.fromEntries(
    open.flatMap(({ field, type }) => {
      const text = typed[field]
      return text === undefined ? [] : [[field, readField(type, text, timeZone)]]
    }),
  )
  const isFilling = Object.keys(filled).length > 0
  const after = (answer: { ok: boolean }) => {
    if (answer.ok) setTyped({})
  }
  const take = (tokenId: string, way: StepWay) => {
    const step = { ...target, tokenId, ...(isFilling && { fields: filled }) }
    const answer =
      way.kind === 'complete'
        ? send('completeStep', { ...step, outcome: way.outcome })
        : send('decideApproval', { ...step, verdict: way.verdict })
    void answer.then(after)
  }
  return (
    <section className="drawer-part flow-panel" aria-label={t('flow.title')}>
      <h3>
        {stand.flow[locale]}
        <span className="muted num">v{stand.number}</span>
      </h3>
      {open.map(({ field, type, right, value }) => (
        <Field
          key={field}
          label={starterFields.get(field)?.name[locale] ?? field}
          required={right === 'required'}
          hint={type === 'texts' ? t('flow.listHint') : undefined}
        >
          <TextInput
            type={type === 'moment' ? 'datetime-local' : 'text'}
            value={typed[field] ?? fieldText(type, value, timeZone)}
            inputMode={type === 'number' ? 'decimal' : 'text'}
            onChange={({ target: input }) => setTyped({ ...typed, [field]: input.value })}
          />
        </Field>
      ))}
      {isFilling ? (
        <Button
          className="small"
          onClick={() => void send('fillForm', { ...target, fields: filled }).then(after)}
        >
          {t('flow.save')}
        </Button>
      ) : null}
      {shown.map(({ field, type, value }) => (
        <p key={field} className="muted">
          {t('flow.field', {
            name: starterFields.get(field)?.name[locale] ?? field,
            value:
              type === 'moment' && typeof value === 'number'
                ? formatTime(locale, value, timeZone, 'date-time')
                : fieldText(type, value, timeZone),
          })}
        </p>
      ))}
      {stand.places.map((place) => (
        <Place
          key={place.tokenId}
          place={place}
          onTake={(way) => take(place.tokenId, way)}
          onReturn={(toNodeId) => void send('returnStep', { ...target, tokenId: place.tokenId, toNodeId })}
        />
      ))}
    </section>
  )
}

const isOpenField = ({ right }: StandField): boolean => right !== 'read'

type PlaceProps = {
  place: StandingPlace
  onTake: (way: StepWay) => void
  onReturn: (nodeId: string) => void
}

function Place({ place, onTake, onReturn }: PlaceProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const { name, since, dueAt, ways, back } = place
  const stood = useClock((now) => formatSpan(locale, Math.max(0, now - since)))
  const left = useClock((now) => (dueAt === null ? '' : formatCountdown(locale, dueAt, now)))
  const isLate = useClock((now) => dueAt !== null && dueAt < now)
  return (
    <div className="flow-place">
      <p className="ticket-row">
        <b>{name[locale]}</b>
        <span className="muted num">{t('flow.since', { span: stood })}</span>
        <span className="grow" />
        {left === '' ? null : <span className={isLate ? 'num late' : 'num'}>{t('flow.left', { left })}</span>}
      </p>
      <div className="flow-ways">
        {ways.map((way) => (
          <Button
            key={way.kind === 'complete' ? way.outcome : way.verdict}
            className="small"
            onClick={() => onTake(way)}
          >
            {way.kind === 'decide' ? t(`flow.${way.verdict}`) : way.name[locale] || t('flow.done')}
          </Button>
        ))}
        {back.length > 0 ? (
          <Menu
            label={t('flow.back')}
            align="end"
            trigger={
              <Button look="bare" className="small">
                {t('flow.back')}
              </Button>
            }
            entries={back.map(({ nodeId, name: to }) => ({
              kind: 'action',
              id: nodeId,
              label: to[locale],
              onSelect: () => onReturn(nodeId),
            }))}
          />
        ) : null}
        {ways.length === 0 ? <span className="muted">{t('flow.notYours')}</span> : null}
      </div>
    </div>
  )
}
