import type { CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import { localTime, minutes, type Instant } from '#domain/instant.ts'
import { findUnsuitability } from '#domain/suitability.ts'
import { distanceMeters } from '#geo/distance.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { customerSources, deskNotes, faults, fieldNotes } from './catalogue.ts'
import type { DemoCast, DemoCustomer, DemoEngineer } from './demo-cast.ts'
import { createDemoRequest, findOwners } from './demo-request.ts'
import { closedCount, openScenes, type Scene, type SceneGroup } from './scenario.ts'
import { pickInteger, pickOne, pickUuid, type Random } from './seeded-random.ts'

/** A command of the past: who sent it, and when. */
export type PlannedStep = { at: Instant; actor: Actor; message: CommandMessage }

export type FirstDay = {
  /** In the order in which they happened. */
  steps: readonly PlannedStep[]
  /** Where engineers are now; those who are not named are at home. */
  places: ReadonlyMap<string, LngLat>
}

type Context = {
  cast: DemoCast
  boardId: string
  timeZone: string
  engine: Actor
  now: Instant
  random: Random
}

type Destination = SceneGroup['standsIn'] | 'closed'

/** The commands that lead a ticket to where it stands, after its creation. */
const ways: Record<Destination, readonly ('assign' | Exclude<Destination, 'to-dispatch' | 'assigned'>)[]> = {
  intake: ['intake'],
  'to-dispatch': [],
  assigned: ['assign'],
  'en-route': ['assign', 'en-route'],
  'on-site': ['assign', 'en-route', 'on-site'],
  'waiting-parts': ['assign', 'en-route', 'on-site', 'waiting-parts'],
  'waiting-customer': ['assign', 'en-route', 'on-site', 'waiting-customer'],
  'to-verify': ['assign', 'en-route', 'on-site', 'to-verify'],
  closed: ['assign', 'en-route', 'on-site', 'to-verify', 'closed'],
}

const stageOf = {
  intake: 'intake',
  'en-route': 'en-route',
  'on-site': 'on-site',
  'waiting-parts': 'waiting',
  'waiting-customer': 'waiting',
  'to-verify': 'to-verify',
  closed: 'closed',
} as const

type Life = {
  scene: Scene
  destination: Destination
  createdAt: Instant
  lastStepAt: Instant
  dueAt: Instant
}

/** How the board got to where the demo starts: everything that happened to its tickets, as commands. */
export function planFirstDay(context: Context): FirstDay {
  const lives = [...openLives(context), ...closedLives(context)]
  const held = new Map<string, number>()
  const places = new Map<string, LngLat>()
  const steps: PlannedStep[] = []
  // Whoever is on the way or on site is chosen first: an engineer can be in one place only.
  for (const life of [...lives].sort((a, b) => urgencyOfChoice(a) - urgencyOfChoice(b)))
    steps.push(...planLife(context, life, held, places))
  return { steps: steps.sort((a, b) => a.at - b.at), places }
}

const isMoving = ({ destination }: Life): boolean => destination === 'en-route' || destination === 'on-site'
const urgencyOfChoice = (life: Life): number => (isMoving(life) ? 0 : 1)

function openLives({ now }: Context): Life[] {
  return openScenes.flatMap(({ standsIn, agesFrom, agesTo, scenes }) =>
    scenes.map((scene, index) => {
      const share = scenes.length > 1 ? index / (scenes.length - 1) : 0
      const age = minutes(agesFrom + share * (agesTo - agesFrom))
      return {
        scene,
        destination: standsIn,
        createdAt: Math.round(now - age),
        lastStepAt: Math.round(now - age * 0.35),
        dueAt: Math.round(now + minutes(scene.dueIn)),
      }
    }),
  )
}

function closedLives({ now, random, cast }: Context): Life[] {
  return Array.from({ length: closedCount }, (_, index) => {
    const fault = pickOne(random, faults)
    const closedAt = now - minutes(15 + index * 19 + pickInteger(random, 0, 15))
    const createdAt = closedAt - minutes(pickInteger(random, 70, 190))
    const isLate = index % 12 === 5
    return {
      scene: {
        ...fault,
        dueIn: 0,
        source: pickOne(random, customerSources),
        district: pickOne(random, cast.customers).district,
      },
      destination: 'closed',
      createdAt,
      lastStepAt: closedAt,
      dueAt: isLate ? closedAt - minutes(14) : closedAt + minutes(pickInteger(random, 20, 240)),
    }
  })
}

function planLife(
  context: Context,
  life: Life,
  held: Map<string, number>,
  places: Map<string, LngLat>,
): PlannedStep[] {
  const { boardId, random, cast, engine } = context
  const { scene, destination, createdAt, lastStepAt } = life
  const customer = pickOne(random, findOwners(cast.customers, scene.trade, scene.district))
  const ticketId = pickUuid(random)
  const way = ways[destination]
  const timeOf = (index: number) =>
    Math.round(createdAt + (lastStepAt - createdAt) * (0.15 + (0.85 * (index + 1)) / way.length))
  const engineer = way.includes('assign')
    ? chooseEngineer(context, life, customer, timeOf(0), held, places)
    : undefined

  const desk = person(context, 'zhaomin')
  const dispatcher = person(context, random() < 0.6 ? 'sunyue' : 'wanglei')
  const supervisor = person(context, 'shenjiayi')
  const description =
    faults.find(({ title }) => title === scene.title)?.description ?? '客户来电描述，详情见备注。'
  const steps: PlannedStep[] = [
    {
      at: createdAt,
      actor: scene.source === 'phone' ? desk : engine,
      message: {
        name: 'createTicket',
        input: createDemoRequest({ commandId: pickUuid(random), boardId, ticketId }, customer, {
          ...scene,
          description,
          dueAt: life.dueAt,
        }),
      },
    },
  ]
  const note = (at: Instant, actor: Actor, text: string) =>
    steps.push({
      at,
      actor,
      message: {
        name: 'addNote',
        input: { commandId: pickUuid(random), boardId, ticketId, noteId: pickUuid(random), text },
      },
    })
  if (random() < 0.25) note(createdAt + minutes(1), desk, pickOne(random, deskNotes))

  let version = 1
  way.forEach((next, index) => {
    const at = timeOf(index)
    const target = { commandId: pickUuid(random), boardId, ticketId, expectedVersion: version++ }
    if (next === 'assign') {
      const engineerId = engineer?.id ?? ''
      steps.push({
        at,
        actor: dispatcher,
        message: { name: 'assignTicket', input: { ...target, engineerId } },
      })
      return
    }
    const isFieldWork = engineer && next !== 'closed'
    const actor = isFieldWork ? deviceOf(engineer, boardId) : next === 'closed' ? supervisor : dispatcher
    const stage = stageOf[next]
    const input = stage === 'waiting' ? { ...target, stage, nodeId: next } : { ...target, stage }
    steps.push({ at, actor, message: { name: 'moveTicketStage', input } })
    if (engineer && (stage === 'waiting' || (stage === 'to-verify' && random() < 0.3)))
      note(at + minutes(1), deviceOf(engineer, boardId), pickOne(random, fieldNotes))
  })
  if (scene.pinned)
    steps.push({
      at: lastStepAt + minutes(1),
      actor: dispatcher,
      message: {
        name: 'pinAssignment',
        input: { commandId: pickUuid(random), boardId, ticketId, expectedVersion: version },
      },
    })
  return steps
}

/** A suitable engineer who lives near and holds little. Counts what was closed as still held, so capacity never runs out. */
function chooseEngineer(
  { cast, timeZone, random }: Context,
  life: Life,
  customer: DemoCustomer,
  assignedAt: Instant,
  held: Map<string, number>,
  places: Map<string, LngLat>,
): DemoEngineer {
  const { scene } = life
  const at = localTime(assignedAt, timeZone)
  const requiredSkills = [{ skill: scene.trade, level: scene.level }]
  const cost = (engineer: DemoEngineer) =>
    distanceMeters(engineer.home, customer.place) + 4_000 * (held.get(engineer.id) ?? 0)
  const candidates = cast.engineers
    .filter(
      (engineer) =>
        !findUnsuitability(
          { requiredSkills },
          {
            engineer: { ...engineer, ref: 0, boardId: '' },
            openLoad: held.get(engineer.id) ?? 0,
            at,
          },
        ) && !(isMoving(life) && places.has(engineer.id)),
    )
    .sort((a, b) => cost(a) - cost(b))
  const [chosen] = candidates
  if (!chosen) throw new Error(`nobody in the demo city can do ${scene.title}`)
  held.set(chosen.id, (held.get(chosen.id) ?? 0) + 1)
  if (life.destination === 'on-site') places.set(chosen.id, customer.place)
  if (life.destination === 'en-route')
    places.set(chosen.id, between(chosen.home, customer.place, 0.2 + random() * 0.6))
  return chosen
}

const between = (from: LngLat, to: LngLat, share: number): LngLat => ({
  lng: from.lng + (to.lng - from.lng) * share,
  lat: from.lat + (to.lat - from.lat) * share,
})

function person({ cast, boardId }: Context, login: string): Actor {
  const found = cast.people.find((one) => one.login === login)
  if (!found) throw new Error(`the demo city has no ${login}`)
  return { kind: 'person', id: found.id, name: found.name, role: found.role, boardIds: [boardId] }
}

const deviceOf = ({ id, name }: DemoEngineer, boardId: string): Actor => ({
  kind: 'engineer',
  id,
  name,
  boardId,
})
