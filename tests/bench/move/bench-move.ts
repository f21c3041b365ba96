import { randomUUID } from 'node:crypto'
import type { CommandMessage } from '#contract/command.ts'
import { connect } from '#db/client.ts'
import { pickOne, seededRandom } from '#db/seed/seeded-random.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { createAdvisor } from '#server/advice/advisor.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { insertBenchBoard, openBenchDatabase } from '../harness/bench-board.ts'
import { sampleDecisionRecord } from '../harness/sample-decision.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { assignByHand, unassignByHand, type Target } from './by-hand.ts'

/** How a move is made; both throw when it was not. */
type Mover = {
  assign: (target: Target & { engineerId: string }) => Promise<unknown>
  unassign: (target: Target) => Promise<unknown>
}

type Measured = { perSecond: number; cpuMicroseconds: number }

const rounds = 7
const roundMs = 1_500

export async function benchMove(): Promise<BenchReport> {
  const bench = await openBenchDatabase()
  const database = connect({ ...bench.database.connection, max: 16 })
  const { boardId, engineerIds, ticketIds } = await insertBenchBoard(database, {
    tickets: 5_000,
    engineers: 200,
  })
  const tickets = ticketIds.map((id) => ({ id, version: 1 }))
  const actor: Actor = {
    kind: 'person',
    id: randomUUID(),
    name: '孙悦',
    role: 'dispatcher',
    boardIds: [boardId],
  }
  const advisor = createAdvisor({
    ...database,
    placesOn: () => new Map(),
    travel: {
      bandsOf: () => defaultTravelBands,
      findTravel: () => Promise.resolve([]),
      status: () => ({ engine: null }),
    },
    now: Date.now,
  })
  const product = throughCommands(
    createRunCommand({ ...database, now: Date.now, onCommitted: advisor.ring, advisor }),
  )
  const record = sampleDecisionRecord()
  const reference: Mover = {
    assign: (target) => assignByHand(database.sql, actorRef(actor), target, record),
    unassign: (target) => unassignByHand(database.sql, actorRef(actor), target),
  }

  function throughCommands(runCommand: ReturnType<typeof createRunCommand>): Mover {
    const run = async (message: CommandMessage) => {
      const answer = await runCommand(actor, message)
      if (!answer.ok) throw new Error(`${message.name} was refused: ${answer.rejection.name}`)
    }
    return {
      assign: (input) => run({ name: 'assignTicket', input }),
      unassign: (input) => run({ name: 'unassignTicket', input }),
    }
  }

  /** Every caller moves tickets of its own there and back, one move after the other. */
  async function measure(mover: Mover, callers: number): Promise<Measured> {
    const cpu = createCpuMeter()
    const startedAt = performance.now()
    let moves = 0
    const call = async (caller: number) => {
      const random = seededRandom(caller)
      const own = tickets.filter((_, index) => index % callers === caller)
      while (performance.now() - startedAt < roundMs) {
        const ticket = pickOne(random, own)
        const target = () => ({
          commandId: randomUUID(),
          boardId,
          ticketId: ticket.id,
          expectedVersion: ticket.version++,
        })
        await mover.assign({ ...target(), engineerId: pickOne(random, engineerIds) })
        await mover.unassign(target())
        moves += 2
      }
    }
    await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
    const seconds = (performance.now() - startedAt) / 1_000
    return { perSecond: moves / seconds, cpuMicroseconds: cpu.microseconds() / moves }
  }

  try {
    const measured = await interleave(
      {
        raw1: () => measure(reference, 1),
        product1: () => measure(product, 1),
        raw16: () => measure(reference, 16),
        product16: () => measure(product, 16),
      },
      rounds,
    )
    const speed = (name: keyof typeof measured) => measured[name].map(({ perSecond }) => perSecond)
    const cpu = (name: keyof typeof measured) => measured[name].map(({ cpuMicroseconds }) => cpuMicroseconds)
    const ratios = {
      'speed, 1 caller': ratio(speed('product1'), speed('raw1'), { atLeast: 0.6 }),
      'speed, 16 callers': ratio(speed('product16'), speed('raw16'), { atLeast: 0.6 }),
    }
    return {
      name: 'move',
      results: {
        'product, 1 caller': figure('moves/s', speed('product1')),
        'by hand, 1 caller': figure('moves/s', speed('raw1')),
        'product, 16 callers': figure('moves/s', speed('product16')),
        'by hand, 16 callers': figure('moves/s', speed('raw16')),
        'product, CPU, 16 callers': figure('µs/move in Node', cpu('product16')),
        'by hand, CPU, 16 callers': figure('µs/move in Node', cpu('raw16')),
      },
      ratios,
      remarks: [
        ...remarkOnReference('by hand, 1 caller', speed('raw1')),
        ...remarkOnReference('by hand, 16 callers', speed('raw16')),
      ],
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    advisor.close()
    await database.close()
    await bench.close()
  }
}
