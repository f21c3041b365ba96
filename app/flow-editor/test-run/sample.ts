import type { FlowVersion } from '#domain/flow/version.ts'
import type { FieldTable, GuardFacts, GuardValue } from '#domain/guard/field-table.ts'
import { branchesOf } from '#domain/flow-graph/exits.ts'
import { hours, localTime, type Instant } from '#domain/instant.ts'

/** The facts of a sample ticket by the names of the field table, as they were chosen; what is missing is not known. */
export type Sample = {
  readonly values: Readonly<Record<string, GuardValue>>
  readonly dueInHours: number
  readonly timeZone: string
}

export const firstSample = (timeZone: string): Sample => ({
  values: { priority: 2, source: 'phone' },
  dueInHours: 24,
  timeZone,
})

/** Known of every moment, and not to be chosen. */
const byTheClock: ReadonlySet<string> = new Set(['now', 'hour', 'weekday', 'created', 'due', 'assigned'])
const alwaysChosen = ['priority', 'source', 'region', 'customer.tier']

/**
 * The fields that make a difference on this flow, in the order of the table: those of every ticket, and those that its
 * guards ask for or its nodes want filled in.
 */
export function sampleFields(version: Pick<FlowVersion, 'nodes'>, fields: FieldTable): readonly string[] {
  const asked = new Set(alwaysChosen)
  const text: string[] = []
  for (const node of Object.values(version.nodes)) {
    if (node.type === 'condition') text.push(...branchesOf(node).map(({ guard }) => guard))
    if (node.type === 'task' || node.type === 'approval') {
      if (node.config.handler?.kind === 'rule')
        text.push(...node.config.handler.cases.map(({ guard }) => guard))
      for (const [field, right] of Object.entries(node.config.rights))
        if (right === 'required') asked.add(field)
    }
    if (
      node.type === 'auto-assign' &&
      node.config.by.kind === 'rule' &&
      node.config.by.handler.kind === 'rule'
    )
      text.push(...node.config.by.handler.cases.map(({ guard }) => guard))
  }
  const guards = text.join(' ')
  return [...fields.keys()].filter(
    (field) => !byTheClock.has(field) && (asked.has(field) || guards.includes(field)),
  )
}

export function sampleFacts(
  { values, dueInHours, timeZone }: Sample,
  { createdAt, now, isAssigned }: { createdAt: Instant; now: Instant; isAssigned: boolean },
): GuardFacts {
  const { isoWeekday, minuteOfDay } = localTime(now, timeZone)
  return {
    skills: [],
    ...values,
    created: createdAt,
    due: createdAt + hours(dueInHours),
    assigned: isAssigned,
    now,
    hour: Math.floor(minuteOfDay / 60),
    weekday: isoWeekday,
  }
}
