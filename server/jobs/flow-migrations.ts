import type { CommandAnswer } from '#contract/command.ts'
import type { StayReason } from '#contract/flow-migration.ts'
import type { ClaimedMigration, OpenMigrationTicket } from '#db/flow-migration.ts'
import type { Actor } from '#domain/actor.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { movesIn } from '#domain/flow/migrate.ts'
import type { Rejection } from '#domain/rejection.ts'
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

  const move = async (migrationId: string, { ticketId, boardId, commandId }: OpenMigrationTicket) => {
    const input = { commandId, boardId, ticketId, migrationId }
    const answer = await runCommand(engineOf(boardId), { name: 'migrateTicket', input })
    if (!answer.ok) {
      await store.settle(migrationId, ticketId, 'stays', {
        reason: reasonOf(answer.rejection),
      })
      return
    }
    const steps = answer.seq === null ? undefined : await store.findSteps(boardId, commandId)
    if (!steps) await store.settle(migrationId, ticketId, 'over', {})
    else if (steps.length === 0) await store.settle(migrationId, ticketId, 'kept', {})
    else await store.settle(migrationId, ticketId, 'moved', { moves: movesIn(steps) })
  }

  const carryOut = async ({ id }: ClaimedMigration) => {
    let open: readonly OpenMigrationTicket[]
    do {
      await store.list(id)
      open = await store.findOpen(id, batchSize)
      for (const ticket of open) {
        if (isClosing) return
        await move(id, ticket)
      }
      await store.hold(id)
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

const reasonOf = (rejection: Rejection): StayReason =>
  rejection.name === 'ticket-stays' ? rejection.why : { name: 'refused', rejection: rejection.name }
