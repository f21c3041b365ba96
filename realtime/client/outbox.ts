import type { BoardEvent } from '#contract/board-event.ts'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { Instant } from '#domain/instant.ts'

/** One of my commands that is not both answered and seen in the log. */
export type OutboxEntry = {
  message: CommandMessage
  /** When I gave it: the time that its guess carries. */
  at: Instant
  delivery: { state: 'waiting' } | { state: 'sent' } | { state: 'accepted'; seq: number }
  /** Its event has come, so that the guess is no longer shown; only the answer is missing. */
  isApplied: boolean
}

export type Outbox = readonly OutboxEntry[]

export const commandIdOf = ({ message }: OutboxEntry): string => message.input.commandId

export const addCommand = (outbox: Outbox, message: CommandMessage, at: Instant): Outbox => [
  ...outbox,
  { message, at, delivery: { state: 'waiting' }, isApplied: false },
]

/** What the screen still shows as a guess. */
export const findPending = (outbox: Outbox): Outbox => outbox.filter(({ isApplied }) => !isApplied)

/**
 * The commands to send now, in the order in which they were given. No more than `window` are under way, so that a long list
 * of commands that waited for the connection does not run into the rate limit.
 */
export function findSendable(outbox: Outbox, window: number): Outbox {
  const underWay = outbox.filter(({ delivery }) => delivery.state === 'sent').length
  return outbox
    .filter(({ delivery }) => delivery.state === 'waiting')
    .slice(0, Math.max(0, window - underWay))
}

export const markSent = (outbox: Outbox, commandIds: ReadonlySet<string>): Outbox =>
  outbox.map((entry) =>
    commandIds.has(commandIdOf(entry)) ? { ...entry, delivery: { state: 'sent' } } : entry,
  )

/** The answer was lost with the line, or the server could not be asked: the same command goes again, with the same id. */
export const markWaiting = (outbox: Outbox, isAffected: (commandId: string) => boolean): Outbox =>
  outbox.map((entry) =>
    entry.delivery.state === 'sent' && isAffected(commandIdOf(entry))
      ? { ...entry, delivery: { state: 'waiting' } }
      : entry,
  )

/** A refusal takes the guess away; an acceptance does so once the log has come as far. */
export function takeAnswer(outbox: Outbox, commandId: string, answer: CommandAnswer, head: number): Outbox {
  if (!answer.ok || answer.seq === null || answer.seq <= head)
    return outbox.filter((entry) => commandIdOf(entry) !== commandId)
  const { seq } = answer
  return outbox.map((entry) =>
    commandIdOf(entry) === commandId ? { ...entry, delivery: { state: 'accepted', seq } } : entry,
  )
}

/** The log has come as far as `head`, by these events. */
export function takeEvents(outbox: Outbox, events: readonly BoardEvent[], head: number): Outbox {
  if (outbox.length === 0) return outbox
  const commandIds = new Set(events.map(({ commandId }) => commandId))
  return outbox
    .filter(({ delivery }) => delivery.state !== 'accepted' || delivery.seq > head)
    .map((entry) => {
      // A bulk command's events may come in several batches: its decider skips the items that have happened.
      const isWhole = entry.message.name !== 'bulkAssignTickets'
      return isWhole && commandIds.has(commandIdOf(entry)) ? { ...entry, isApplied: true } : entry
    })
}
