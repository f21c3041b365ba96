import { randomUUID } from 'node:crypto'
import { seededRandom } from '#db/seed/seeded-random.ts'
import { claimClosedSubTickets } from '#db/sub-ticket.ts'
import { claimDueTimers } from '#db/timer.ts'
import type { Actor, Role } from '#domain/actor.ts'
import type { FlowSignal } from '#domain/decide/decide-step.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import { isOpen } from '#domain/ticket/ticket.ts'
import { findOwnStand, findStand } from '#server/commands/flow-running/find-stand.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { followBoard } from '#server/jobs/follow-board.ts'
import type { BoardView } from '#server/simulation/board-view.ts'
import { createCourier } from '#server/simulation/courier.ts'
import { createNightDispatcher, noReserve } from '#server/simulation/night-dispatcher.ts'
import { createOffice } from '#server/simulation/office.ts'
import { createSimulation } from '#server/simulation/simulation.ts'
import { createStandBook } from '#server/simulation/stand-book.ts'
import type { TestDatabase } from './database.ts'
import { signIn } from './sign-in.ts'

export type WorkingBoard = {
  view: () => BoardView
  /** The clock by which everybody lives. */
  now: () => Instant
  /** What was refused, by name. */
  refusals: ReadonlyMap<string, number>
  /** Everybody does what there is to do, a minute at a time, until it is so. Long waits are passed over. */
  liveUntil: (isSo: (view: BoardView) => boolean) => Promise<void>
}

export const isAllOver = ({ tickets }: BoardView): boolean =>
  [...tickets.values()].every((one) => !isOpen(one))

/** Days of a board's own clock; what is not over by then never will be. */
const longestMs = minutes(400 * 24 * 60)
const stepMs = minutes(1)
const speed = 10
/** So many steps in which nobody did anything, and the clock goes on to what is waited for next. */
const idleSteps = 12

/** Engineers, a service desk, a dispatcher and a supervisor at work on a board, by the commands and with their rights. */
export async function openWorkingBoard(
  database: TestDatabase,
  boardId: string,
  { seed, start }: { seed: number; start: Instant },
): Promise<WorkingBoard> {
  const { sql } = database
  let clock = start
  const now = () => clock
  const runCommand = createRunCommand({ sql, now, onCommitted: () => undefined })
  const follower = await followBoard(sql, boardId, now)
  if (!follower) throw new Error(`no board ${boardId}`)
  const person = async (role: Role): Promise<Actor> => {
    const { personId: id } = await signIn(database, { role, boardIds: [boardId] })
    return { kind: 'person', id, name: role, role, boardIds: [boardId] }
  }
  const [desk, dispatcher, supervisor] = [
    await person('service-desk'),
    await person('dispatcher'),
    await person('supervisor'),
  ]
  const refusals = new Map<string, number>()
  let sent = 0
  const onBroken = (error: unknown) => {
    throw error
  }
  const courier = createCourier({
    send: async (actor, message) => {
      sent += 1
      const answer = await runCommand(actor, message)
      if (!answer.ok) {
        const name = `${message.name}: ${answer.rejection.name}`
        refusals.set(name, (refusals.get(name) ?? 0) + 1)
      }
      return answer
    },
    now,
    onBroken,
  })
  const looks: Promise<unknown>[] = []
  const stands = createStandBook({
    findStand: (actor, ticketId) => {
      const find = actor.kind === 'engineer' ? findOwnStand : findStand
      const looking = find(sql, ticketId, { actor, now: clock })
      looks.push(looking)
      return looking
    },
    now,
    onBroken,
  })
  const newId = randomUUID
  const shared = { board: follower.view, courier, now, newId, random: seededRandom(seed), speed }
  const simulation = createSimulation({
    ...shared,
    stands,
    report: () => undefined,
    lastPlaceOf: () => undefined,
  })
  const work = createOffice({ ...shared, stands, colleagues: [desk, dispatcher, supervisor] })
  const dispatch = createNightDispatcher({
    ...shared,
    actor: dispatcher,
    reserve: noReserve,
    placeOf: simulation.placeOf,
    mostAtOnce: 20,
  })

  const tell = (of: string, ticketId: string, signal: FlowSignal) => {
    sent += 1
    const input = { commandId: newId(), boardId: of, ticketId, signal }
    return runCommand(engineOf(of), { name: 'advanceFlow', input })
  }
  const claim = () => ({ now: clock, claimMs: 5_000, most: 50 })
  /** When the next time comes. */
  const tellFlows = async () => {
    const { due, next } = await claimDueTimers(sql, claim())
    for (const { ticketId, tokenId, step, kind } of due)
      await tell(boardId, ticketId, { kind: 'timer', tokenId, step, timer: kind })
    for (const { parentId, key } of await claimClosedSubTickets(sql, claim()))
      await tell(boardId, parentId, { kind: 'sub-ticket-closed', key })
    return next
  }

  return {
    view: follower.view,
    now,
    refusals,
    async liveUntil(isSo) {
      let idle = 0
      for (;;) {
        await follower.refresh()
        if (isSo(follower.view())) return
        const before = sent
        simulation.step()
        work()
        dispatch()
        await Promise.all([courier.settled(), ...looks.splice(0)])
        const next = await tellFlows()
        idle = sent === before ? idle + 1 : 0
        clock += stepMs
        if (idle > idleSteps) clock = Math.max(clock, next ?? clock + longestMs)
        if (clock - start > longestMs) throw new Error(`stands still: ${describe(follower.view())}`)
      }
    },
  }
}

const describe = ({ tickets }: BoardView): string =>
  [...tickets.values()]
    .filter(isOpen)
    .map(({ nodeId, stage, assignment }) => `${nodeId} (${stage}${assignment ? ', held' : ''})`)
    .join(', ')
