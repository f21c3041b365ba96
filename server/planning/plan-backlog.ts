import { setImmediate } from 'node:timers/promises'
import type { PlanAnswer, PlanRequest } from '#contract/wire.ts'
import { findIdsOnBoard } from '#db/ticket.ts'
import type { Sql } from '#db/client.ts'
import {
  mostPlannedTickets,
  type BacklogPlan,
  type LeftOver,
  type PlanMethod,
  type PlannedAssignment,
  type PlanProgress,
} from '#domain/batch-assignment/backlog-plan.ts'
import { greedySteps } from '#domain/batch-assignment/greedy-assignment.ts'
import { nobody } from '#domain/batch-assignment/placement.ts'
import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'
import { findHandoverObstacle } from '#domain/decide/decide-assignment.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import { isWaiting, type Ticket } from '#domain/ticket/ticket.ts'
import type { Advisor, BoardRankingFacts } from '#server/advice/advisor.ts'
import { candidateFor } from '#server/advice/rank-ticket.ts'
import { createTurns } from '#server/planning/solver/collect-pairs.ts'
import { openBacklog, plannedFor, scoreBacklog, type Backlog, type ScoredBacklog } from './score-backlog.ts'
import { AssignmentWorkerError, solveInWorker } from '#server/planning/solver/solve-in-worker.ts'

export type PlannerPorts = {
  sql: Sql
  findFacts: Advisor['findFacts']
  log: { error: (details: { err: unknown }, text: string) => void }
  solve?: typeof solveInWorker
  /** After so long the plan is the greedy one. */
  timeLimitMs?: number
}

export type PlanWatcher = { onProgress: (progress: PlanProgress) => void; signal: AbortSignal }

export type Planner = (personId: string, request: PlanRequest, watcher: PlanWatcher) => Promise<PlanAnswer>

const defaultTimeLimitMs = 20_000
/** Scoring and solving take about as long as each other on a large board. */
const scoringShare = 0.6
const tellEveryMs = 100

/** Plans for whoever asks, one plan per person at a time. Nothing is changed by a plan. */
export function createPlanner(ports: PlannerPorts): Planner {
  const running = new Map<string, { signal: AbortSignal; ended: Promise<unknown> }>()
  return async (personId, request, watcher) => {
    // Who has cancelled may ask again at once; the thread of the last plan takes a moment to end.
    for (let last = running.get(personId); last; last = running.get(personId)) {
      if (!last.signal.aborted) return refuse({ name: 'plan-under-way' })
      await last.ended
    }
    const made = makePlan(request, ports, watcher).catch((error: unknown) => {
      if (watcher.signal.aborted) return refuse({ name: 'plan-cancelled' })
      throw error
    })
    const ended = made.then(
      () => running.delete(personId),
      () => running.delete(personId),
    )
    running.set(personId, { signal: watcher.signal, ended })
    return made
  }
}

async function makePlan(
  request: PlanRequest,
  { sql, findFacts, log, solve = solveInWorker, timeLimitMs = defaultTimeLimitMs }: PlannerPorts,
  { onProgress, signal }: PlanWatcher,
): Promise<PlanAnswer> {
  const tell = atMostEvery(tellEveryMs, onProgress)
  tell({ stage: 'facts', share: 0 })
  const facts = await findFacts(request.boardId)
  if (!facts) return refuse({ name: 'board-not-found' })
  const asked = await chooseTickets(request, facts, sql)
  signal.throwIfAborted()

  const backlog = openBacklog(facts, asked.tickets)
  const count = backlog.tickets.length
  const scored = await scoreBacklog(backlog, {
    signal,
    onScored: (tickets) => tell({ stage: 'scoring', share: (scoringShare * tickets) / count }),
  })
  const { placeOf, method } = await solveOrFallBack(scored.problem, { solve, log, timeLimitMs, signal, tell })
  const { assignments, leftOver } = await writePlan(backlog, scored, placeOf, signal)
  const plan: BacklogPlan = {
    at: facts.now,
    policy: facts.dispatch.ref,
    method,
    assignments,
    firstCome: scored.firstCome,
    leftOver: [...asked.leftOver, ...leftOver],
  }
  return { ok: true, plan }
}

/** The tickets that can be given away now, and what is to be said of the others that were asked for. */
async function chooseTickets(
  { boardId, ticketIds }: PlanRequest,
  { memory }: BoardRankingFacts,
  sql: Sql,
): Promise<{ tickets: readonly Ticket[]; leftOver: readonly LeftOver[] }> {
  const leftOver: LeftOver[] = []
  const notWaiting = (ticketId: string, rejection: Rejection) =>
    leftOver.push({ ticketId, reason: { kind: 'not-waiting', rejection } })
  const waiting: Ticket[] = []
  if (ticketIds === 'all') {
    for (const ticket of memory.openTickets()) if (isWaiting(ticket)) waiting.push(ticket)
  } else {
    const names = new Map(memory.engineers().map(({ id, name }) => [id, name]))
    const nameOf = (engineerId: string) => names.get(engineerId) ?? ''
    const asked = [...new Set(ticketIds)]
    const notOpen = asked.filter((id) => !memory.findTicket(id))
    const closed = new Set(notOpen.length > 0 ? await findIdsOnBoard(sql, boardId, notOpen) : [])
    for (const id of notOpen) notWaiting(id, { name: closed.has(id) ? 'ticket-closed' : 'ticket-not-found' })
    for (const id of asked) {
      const ticket = memory.findTicket(id)
      if (!ticket) continue
      const holder = ticket.assignment?.engineerId
      const obstacle: Rejection | null =
        holder === undefined
          ? findHandoverObstacle(defaultFlow, ticket, nameOf)
          : { name: 'already-assigned', engineer: nameOf(holder) }
      if (obstacle) notWaiting(id, obstacle)
      else waiting.push(ticket)
    }
  }
  waiting.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
  for (const { id } of waiting.slice(mostPlannedTickets))
    leftOver.push({ ticketId: id, reason: { kind: 'beyond-limit', most: mostPlannedTickets } })
  return { tickets: waiting.slice(0, mostPlannedTickets), leftOver }
}

type Solving = Required<Pick<PlannerPorts, 'solve' | 'log' | 'timeLimitMs'>> & {
  signal: AbortSignal
  tell: (progress: PlanProgress) => void
}

/** The place of each ticket, -1 for none: the best there is, else the greedy one, which says why. */
async function solveOrFallBack(
  problem: AssignmentProblem,
  { solve, log, timeLimitMs, signal, tell }: Solving,
): Promise<{ placeOf: Int32Array; method: PlanMethod }> {
  tell({ stage: 'solving', share: scoringShare })
  try {
    // The slots and open gains are small and would be handed over; the fallback needs them.
    const handed = {
      engineerSlots: problem.engineerSlots.slice(),
      openGains: problem.openGains.slice(),
      pairs: problem.pairs,
    }
    const answer = await solve(handed, {
      signal,
      timeLimitMs,
      onProgress: ({ placedTickets, tickets }) => {
        const done = tickets === 0 ? 1 : placedTickets / tickets
        tell({ stage: 'solving', share: scoringShare + (1 - scoringShare) * done })
      },
    })
    switch (answer.outcome) {
      case 'optimal':
        return { placeOf: answer.engineerOf, method: { kind: 'optimal' } }
      case 'greedy':
        return { placeOf: answer.engineerOf, method: { kind: 'greedy', why: 'time' } }
      case 'refused':
        throw new Error(`the backlog makes no problem to solve: ${answer.flaw.name}`)
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof AssignmentWorkerError)) throw error
    log.error({ err: error }, 'the best plan could not be worked out, the greedy one is given')
    return { placeOf: await greedyInTurns(problem, signal), method: { kind: 'greedy', why: 'thread' } }
  }
}

async function greedyInTurns(problem: AssignmentProblem, signal: AbortSignal): Promise<Int32Array> {
  const turn = createTurns(signal)
  const steps = greedySteps(problem)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value.engineerOf
    await turn()
  }
}

async function writePlan(
  backlog: Backlog,
  { problem: { pairs }, slots, eligible, against }: ScoredBacklog,
  placeOf: Int32Array,
  signal: AbortSignal,
) {
  const turn = createTurns(signal)
  const assignments: (PlannedAssignment & { ticketVersion: number })[] = []
  const leftOver: LeftOver[] = []
  for (const [number, ticket] of backlog.tickets.entries()) {
    await turn()
    const place = placeOf[number] ?? nobody
    const index = slots.engineerOf[place] ?? nobody
    const engineer = backlog.engineers[index]
    if (engineer) {
      const candidate = candidateFor(ticket, engineer, backlog.facts(ticket), backlog.weekCounts[index] ?? 0)
      const pair = pairs.engineers.subarray(0, pairs.starts[number + 1]).indexOf(place, pairs.starts[number])
      const planned = plannedFor(ticket, candidate, backlog, pairs.gains[pair] ?? 0)
      assignments.push({ ...planned, ticketVersion: ticket.version })
      continue
    }
    const able = eligible[number] ?? 0
    const reason = against.has(number)
      ? {
          kind: 'nobody' as const,
          engineers: backlog.engineers.length,
          commonest: against.get(number) ?? null,
        }
      : { kind: 'no-room' as const, eligible: able }
    leftOver.push({ ticketId: ticket.id, reason })
  }
  // A last turn: writing the answer out takes a while by itself.
  await setImmediate()
  return { assignments, leftOver }
}

/** The first of each stage at once, the others not too often. Solving goes over the tickets again and again: no share falls. */
function atMostEvery(ms: number, tell: (progress: PlanProgress) => void) {
  let stage: PlanProgress['stage'] | undefined
  let toldAt = -Infinity
  let share = 0
  return (progress: PlanProgress) => {
    const at = performance.now()
    share = Math.max(share, progress.share)
    if (progress.stage === stage && at - toldAt < ms) return
    stage = progress.stage
    toldAt = at
    tell({ stage, share })
  }
}
