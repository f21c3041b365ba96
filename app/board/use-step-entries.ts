import { useTranslation } from 'react-i18next'
import type { StandingPlace, StepWay, TicketStand } from '#domain/decide/describe-stand.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { useFieldName } from '../ticket/flow-fields.tsx'
import {
  isStored,
  missingFields,
  ownPlaces,
  wayKey,
  wayText,
  type StepAct,
  type StepAsked,
  type TellStep,
} from '../ticket/step-act.ts'
import { detailsOf, useTicketDetails } from '../ticket/use-ticket-details.ts'
import { useWaitsFor } from '../ticket/use-waits-for.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { useLiveClient } from './board-context.tsx'

type StepFacts = {
  /** Null: nobody asks, and nothing is read. */
  ticket: Ticket | null
  state: Pick<BoardClientState, 'confirmed' | 'engineers'>
  /** What needs more than a click is asked in the drawer. */
  onStep: (asked: StepAsked) => void
  onTaken: TellStep
}

/** Everything that can be done about the steps of a ticket on a drawn flow; what cannot be says why. */
export function useStepEntries({ ticket, state, onStep, onTaken }: StepFacts): MenuEntry[] {
  const { t, i18n } = useTranslation('ticket')
  const locale = useLocale()
  const client = useLiveClient()
  const nameOf = useFieldName()
  const waitsFor = useWaitsFor()
  const drawn = ticket?.flow ? ticket : null
  const { shown } = useTicketDetails(drawn ? state.confirmed.get(drawn.id) : undefined)
  if (!ticket || !client) return []
  if (!drawn) return [idle(t('flow.steps'), rejectionSentence(i18n, { name: 'no-drawn-flow' }))]
  const details = detailsOf(shown)
  const stand = details?.stand
  if (!stand) return [idle(t(shown.state === 'failed' ? 'flow.notRead' : 'flow.reading'))]

  const take = ({ tokenId, name }: StandingPlace, way: StepWay) => {
    // The version at which the step was seen: by now the ticket may stand on another node with the same token.
    const step = { ticketId: ticket.id, expectedVersion: stand.ticketVersion, tokenId }
    const answer =
      way.kind === 'complete'
        ? client.send('completeStep', { ...step, outcome: way.outcome })
        : client.send('decideApproval', { ...step, verdict: way.verdict })
    const text = t('flow.taken', { number: ticket.number, node: name[locale], way: wayText(i18n, way) })
    // A refusal stands under the card.
    void onTaken(ticket.id, text, answer)
  }
  const ask = (place: StandingPlace, act: StepAct) => () => onStep({ ticketId: ticket.id, place, act })
  const own = new Set(ownPlaces(stand))
  return stand.places.flatMap((place): MenuEntry[] => {
    const node = place.name[locale]
    if (!own.has(place)) return [idle(node, waitsFor(place, { office: details.office, ...state }))]
    const entry = (id: string, label: string, onSelect: () => void): MenuEntry => ({
      ...{
        kind: 'action',
        id: `${place.tokenId} ${id}`,
        label: t('flow.step', { node, way: label }),
        onSelect,
      },
    })
    return [
      ...place.ways.map((way): MenuEntry => {
        const missing = missingIn(stand, place, way)
        const lacking = missing.map(nameOf).join(t('fieldSeparator'))
        return missing.length === 0
          ? entry(wayKey(way), wayText(i18n, way), () => take(place, way))
          : {
              ...{
                kind: 'action',
                id: `${place.tokenId} ${wayKey(way)}`,
                onSelect: ask(place, { kind: 'fill', way }),
              },
              label: t('flow.step', { node, way: wayText(i18n, way) }),
              note: t('flow.missing', { count: missing.length, fields: lacking }),
            }
      }),
      ...(place.back.length > 0 ? [entry('return', t('flow.back'), ask(place, { kind: 'return' }))] : []),
      ...(place.mayTransfer ? [entry('transfer', t('flow.transfer'), ask(place, { kind: 'transfer' }))] : []),
      ...(place.mayClose ? [entry('close', t('flow.close'), ask(place, { kind: 'close' }))] : []),
    ]
  })
}

const missingIn = ({ fields }: TicketStand, place: StandingPlace, way: StepWay) =>
  missingFields(place, way, isStored(fields))

const idle = (label: string, note?: string): MenuEntry => ({
  ...{ kind: 'action', id: `idle ${label}`, label, disabled: true, onSelect: () => undefined },
  ...(note !== undefined && { note }),
})
