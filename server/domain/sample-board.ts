import type { Engineer } from './engineer.ts'
import { defaultFlow } from './flow/default-flow.ts'
import { requireNode } from './flow/flow.ts'
import type { Ticket } from './ticket/ticket.ts'

/** Invented tickets and engineers for tests of the rules and of the screens that show them. */
export const noon = Date.UTC(2025, 10, 21, 4, 0)

export function sampleTicket(given: Partial<Ticket> & { id: string }): Ticket {
  const nodeId = given.nodeId ?? (given.assignment ? 'assigned' : 'to-dispatch')
  const { stage } = requireNode(defaultFlow, nodeId)
  return {
    boardId: 'board',
    number: `1121-${given.id}`,
    externalId: null,
    title: '空调漏水',
    description: '',
    priority: 3,
    requiredSkills: [],
    place: { lng: 121.47, lat: 31.23 },
    address: '',
    district: null,
    windowFrom: null,
    windowTo: null,
    createdAt: noon - 3_600_000,
    dueAt: noon + 23 * 3_600_000,
    flow: null,
    closedAt: stage === 'closed' ? noon : null,
    stageSince: noon - 1_800_000,
    source: 'phone',
    customer: null,
    asset: null,
    assignment: null,
    offer: null,
    noteCount: 0,
    version: 1,
    changedAt: noon - 3_600_000,
    changedBy: '林晓',
    ...given,
    nodeId,
    stage,
  }
}

export const heldBy = (engineerId: string, pinned = false): Ticket['assignment'] => ({
  engineerId,
  assignedAt: noon - 1_800_000,
  pinned,
})

export const sampleEngineer = (given: Partial<Engineer> & { id: string }): Engineer => ({
  ref: 1,
  boardId: 'board',
  name: given.id,
  skills: [],
  home: { lng: 121.47, lat: 31.23 },
  shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
  capacity: 5,
  districts: [],
  ratingSum: 0,
  ratingCount: 0,
  ...given,
})
