import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { StandField, StandingPlace, StepWay, TicketStand } from '#domain/decide/describe-stand.ts'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { newId } from '../board/new-id.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { readDraft, type FieldDraft } from './flow-field.ts'
import { FilledFields, OpenField, useFieldName } from './flow-fields.tsx'
import './flow-panel.css'
import { FlowPlace } from './flow-place.tsx'
import { StepNoteField } from './step-note-field.tsx'
import {
  findPlaceAgain,
  isEmpty,
  isStored,
  missingFields,
  ownPlaces,
  wayText,
  type StepAsked,
  type TellStep,
} from './step-act.ts'
import { StepDialog } from './step-dialog.tsx'
import type { StepDraft } from './use-step-draft.ts'

type FlowPanelProps = {
  ticket: Ticket
  stand: TicketStand
  office: TicketDetails['office']
  state: { board: Pick<BoardClientState['board'], 'timeZone'>; engineers: BoardClientState['engineers'] }
  send: BoardClient['send']
  draft: StepDraft
  /** What was asked about this ticket and is not answered yet. */
  asked: StepAsked | null
  onAsk: (asked: StepAsked | null) => void
  /** The phone says nothing: what was done is gone from it. */
  onTaken?: TellStep
}

/** Where the ticket stands on its drawn flow, what is to be filled in there, and how it goes on. */
export function FlowPanel({
  ticket,
  stand,
  office,
  state,
  send,
  draft,
  asked,
  onAsk,
  onTaken,
}: FlowPanelProps) {
  const { t, i18n } = useTranslation('ticket')
  const locale = useLocale()
  const nameOf = useFieldName()
  const panel = useRef<HTMLElement>(null)
  const { timeZone } = state.board
  const target = { ticketId: ticket.id, expectedVersion: stand.ticketVersion }
  // What was drawn for an earlier version would be refused: it is read again, and waits for that.
  const isBehind = stand.ticketVersion < ticket.version
  const isBusy = isBehind || draft.isSending
  const open = stand.fields.filter(isOpenField)
  const filled = readDrafts(open, draft.fields, timeZone)
  const isFilling = Object.keys(filled).length > 0
  const isFilled = (field: string) =>
    field in filled ? !isEmpty(filled[field] ?? null) : isStored(stand.fields)(field)
  const [own] = ownPlaces(stand)
  const place = asked ? findPlaceAgain(stand, asked.place) : undefined
  const missing = asked?.act.kind === 'fill' && place ? missingFields(place, asked.act.way, isFilled) : []

  useEffect(() => {
    if (asked?.act.kind === 'fill')
      panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [asked])

  const hand = (given: ReturnType<typeof send>) => void draft.hand(given).then((ok) => ok && onAsk(null))
  const tell = ({ name }: StandingPlace, way: string, answer: ReturnType<typeof send>) =>
    void onTaken?.(ticket.id, t('flow.taken', { number: ticket.number, node: name[locale], way }), answer)
  const written = draft.note.trim()
  const take = (at: StandingPlace, way: StepWay) => {
    if (missingFields(at, way, isFilled).length > 0) {
      onAsk({ ticketId: ticket.id, place: at, act: { kind: 'fill', way } })
      return
    }
    const step = {
      ...{ ...target, tokenId: at.tokenId },
      ...(isFilling && { fields: filled }),
      ...(written !== '' && { note: { noteId: newId(), text: written } }),
    }
    const answer =
      way.kind === 'complete'
        ? send('completeStep', { ...step, outcome: way.outcome })
        : send('decideApproval', { ...step, verdict: way.verdict })
    tell(at, wayText(i18n, way), answer)
    hand(answer)
  }
  return (
    <section ref={panel} className="drawer-part flow-panel" aria-label={t('flow.title')}>
      <h3>
        {stand.flow[locale]}
        <span className="muted num">v{stand.number}</span>
      </h3>
      <FilledFields fields={stand.fields.filter((one) => !isOpenField(one))} timeZone={timeZone} />
      {stand.places.map((one) => (
        <FlowPlace
          key={`${one.tokenId} ${one.nodeId}`}
          place={one}
          busy={isBusy}
          office={office}
          engineers={state.engineers}
          onTake={(way) => take(one, way)}
          onAct={(kind) => onAsk({ ticketId: ticket.id, place: one, act: { kind } })}
        >
          {one === own ? (
            <>
              {open.map((field) => (
                <OpenField
                  key={field.field}
                  field={field}
                  draft={draft.fields[field.field]}
                  timeZone={timeZone}
                  isMissing={missing.includes(field.field)}
                  onChange={(typed) => draft.setField(field.field, typed)}
                />
              ))}
              {isFilling ? (
                <Button
                  className="small flow-save"
                  busy={isBusy}
                  onClick={() => hand(send('fillForm', { ...target, fields: filled }))}
                >
                  {t('flow.save')}
                </Button>
              ) : null}
              <StepNoteField
                text={draft.note}
                isExpected={one.ways.some(({ kind }) => kind === 'decide')}
                onChange={draft.setNote}
              />
              {missing.length > 0 ? (
                <p className="flow-missing" role="alert">
                  {t('flow.missing', {
                    count: missing.length,
                    fields: missing.map(nameOf).join(t('fieldSeparator')),
                  })}
                </p>
              ) : null}
            </>
          ) : null}
        </FlowPlace>
      ))}
      {asked && asked.act.kind !== 'fill' ? (
        <StepDialog
          target={target}
          number={ticket.number}
          place={place ?? asked.place}
          isGone={!place}
          isBehind={isBehind}
          act={asked.act.kind}
          office={office}
          engineers={state.engineers}
          send={send}
          onGiven={(way, answer) => tell(asked.place, way, answer)}
          onClose={() => onAsk(null)}
        />
      ) : null}
    </section>
  )
}

const isOpenField = ({ right }: StandField): boolean => right !== 'read'

/** What was typed into a field that may only be read by now is left out: it would be refused with all the others. */
const readDrafts = (
  open: readonly StandField[],
  drafts: Readonly<Record<string, FieldDraft>>,
  timeZone: string,
) =>
  Object.fromEntries(
    open.flatMap(({ field, type }) => {
      const draft = drafts[field]
      return draft === undefined ? [] : [[field, readDraft(type, draft, timeZone)]]
    }),
  )
