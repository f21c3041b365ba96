import type { CommandAnswer } from '#contract/command.ts'
import type { MigrationDetail, MigrationOutcome, StayReason } from '#contract/flow-migration.ts'
import { isDatabaseAway } from '#db/client.ts'
import type { ClaimedMigration, OpenMigrationTicket } from '#db/flow-migration.ts'
import type { Actor } from '#domain/actor.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { movesIn } from '#domain/flow/migrate.ts'
import { brokenReasonOf, stayReasonOf } from '../commands/stay-reason.ts'
import type { MigrationStore } from './migration-store.ts'

export type FlowMigrationPorts = {
  store: MigrationStore
  runCommand: (actor: Actor, raw: unknown) => Promise<CommandAnswer>
  log: { error: (details: { err: unknown }, text: string) => void }
}

/** Somebody waits for the first ticket to move, and nobody for the last. */
const pollMs = 500
/** The claim is renewed after so many. */
const batchSize = 20

/**
 * Moves running tickets to other versions of their flows, each by a command of its own. What is done stands in the database
 * under the id of that command, so that after a kill whoever goes on asks again and is told what was done, and no ticket is
 * moved twice or left out.
 */
export function startFlowMigrations({ store, runCommand, log }: FlowMigrationPorts): {
  close: () => Promise<void>
} {
  let isClosing = false
  let isFailing = false
  let running: Promise<void> | undefined

  /** What has become of the ticket, from the log: that is there however its command ended. */
  const outcomeOf = async (
    migrationId: string,
    ticket: OpenMigrationTicket,
  ): Promise<[MigrationOutcome, MigrationDetail]> => {
    const { ticketId, boardId, commandId } = ticket
    const input = { commandId, boardId, ticketId, migrationId }
    let broken: StayReason | undefined
    try {
      const answer = await runCommand(engineOf(boardId), { name: 'migrateTicket', input })
      if (!answer.ok) return ['stays', { reason: stayReasonOf(answer.rejection) }]
      if (answer.seq === null) return ['over', {}]
    } catch (err) {
      if (isDatabaseAway(err)) throw err
      // One that breaks is written down and told, and the others go on.
      log.error({ err, ...input }, 'a ticket cannot be moved to another version of its flow')
      broken = brokenReasonOf(err)
    }
    const steps = await store.findSteps(boardId, commandId)
    if (steps) return steps.length === 0 ? ['kept', {}] : ['moved', { moves: movesIn(steps) }]
    return broken ? ['failed', { reason: broken }] : ['over', {}]
  }

  /** @returns whether the migration goes on */
  const move = async (migrationId: string, ticket: OpenMigrationTicket): Promise<boolean> =>
    store.settle(migrationId, ticket.ticketId, ...(await outcomeOf(migrationId, ticket)))

  const carryOut = async ({ id }: ClaimedMigration) => {
    let open: readonly OpenMigrationTicket[]
    do {
      await store.list(id)
      open = await store.findOpen(id, batchSize)
      for (const ticket of open) {
        if (isClosing || !(await move(id, ticket))) return
      }
      if (!(await store.hold(id))) return
    } while (open.length > 0)
    await store.end(id)
  }

  const pass = async () => {
    try {
      for (let claimed = await store.claim(); claimed && !isClosing; claimed = await store.claim())
        await carryOut(claimed)
      isFailing = false
    } catch (err) {
      // The claim runs out by itself, and then it goes on.
      if (!isFailing) log.error({ err }, 'tickets cannot be moved to another version of their flow')
      isFailing = true
    }
  }

  const look = () => {
    running ??= pass().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(look, pollMs)
  look()
  return {
    async close() {
      isClosing = true
      clearInterval(timer)
      await running
    },
  }
}
