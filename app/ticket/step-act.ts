import type { i18n } from 'i18next'
import type { CommandAnswer } from '#contract/command.ts'
import type { StandField, StandingPlace, StepWay, TicketStand } from '#domain/decide/describe-stand.ts'

/** Something that can be done about the work on a node and needs more than a click. */
export type StepAct =
  /** What has to be filled in before it goes on this way is missing. */
  { kind: 'fill'; way: StepWay } | { kind: 'return' } | { kind: 'transfer' } | { kind: 'close' }

/** Asked for on a card, in a menu, by a key, or in the drawer, where it is answered. `place`: as whoever asked has seen it. */
export type StepAsked = { ticketId: string; place: StandingPlace; act: StepAct }

/** Says what a step that was just sent has done, once that is known. */
export type TellStep = (ticketId: string, text: string, answer: Promise<CommandAnswer>) => Promise<void>

export const wayKey = (way: StepWay): string => (way.kind === 'complete' ? way.outcome : way.verdict)

export function wayText({ t, language }: i18n, way: StepWay): string {
  if (way.kind === 'decide') return t(`ticket:flow.${way.verdict}`)
  return way.name[language === 'en' ? 'en' : 'zh-CN'] || t('ticket:flow.done')
}

/** What still has to be filled in before it goes on this way. */
export function missingFields(
  { required }: StandingPlace,
  way: StepWay,
  isFilled: (field: string) => boolean,
): readonly string[] {
  if (way.kind === 'decide' && way.verdict === 'rejected') return []
  return required.filter((field) => !isFilled(field))
}

export const isStored = (fields: readonly StandField[]) => (field: string) =>
  fields.some((one) => one.field === field && !isEmpty(one.value))

export const isEmpty = (value: StandField['value']): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** The same place as it is now. A token keeps its id from node to node: only both together are one place. */
export const findPlaceAgain = ({ places }: TicketStand, seen: StandingPlace): StandingPlace | undefined =>
  places.find(({ tokenId, nodeId }) => tokenId === seen.tokenId && nodeId === seen.nodeId)

/** The work that the reader may do something about. */
export const ownPlaces = ({ places }: TicketStand): readonly StandingPlace[] =>
  places.filter(
    ({ ways, back, mayTransfer, mayClose }) => ways.length > 0 || back.length > 0 || mayTransfer || mayClose,
  )
