import type { CommandAnswer } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import type { Log } from './log.ts'
import type { Principal } from './principal.ts'

export type RunCommand = (actor: Actor, raw: unknown) => Promise<CommandAnswer>

export type AnswerPorts = {
  runCommand: RunCommand
  isDatabaseAway: (error: unknown) => boolean
  now: () => Instant
  log: Log
}

/**
 * Answers the commands of one connection, one after the other: a person who assigns a ticket and at once moves it has
 * sent two commands that build on each other.
 */
export function createCommandAnswerer(
  { actor, expiresAt }: Principal,
  { runCommand, isDatabaseAway, now, log }: AnswerPorts,
): (raw: unknown) => Promise<CommandAnswer> {
  let last: Promise<unknown> = Promise.resolve()

  const run = async (raw: unknown): Promise<CommandAnswer> => {
    if (now() >= expiresAt) return refuse({ name: 'session-expired' })
    try {
      return await runCommand(actor, raw)
    } catch (error) {
      if (isDatabaseAway(error)) {
        log.warn({ err: error, commandId: commandIdOf(raw) }, 'a command met no database')
        return refuse({ name: 'database-away' })
      }
      log.error({ err: error, commandId: commandIdOf(raw), actorId: actor.id }, 'a command broke')
      return refuse({ name: 'something-broke', commandId: commandIdOf(raw) })
    }
  }

  return (raw) => {
    const answer = last.then(() => run(raw))
    last = answer
    return answer
  }
}

/** Only for the log and the answer; the command itself is parsed where it is run. */
function commandIdOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('input' in raw)) return ''
  const { input } = raw
  if (typeof input !== 'object' || input === null || !('commandId' in input)) return ''
  return typeof input.commandId === 'string' ? input.commandId.slice(0, 40) : ''
}
