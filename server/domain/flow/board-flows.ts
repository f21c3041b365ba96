import { defaultFlow } from './default-flow.ts'
import type { Flow } from './flow.ts'

/** A published version of a flow, by name. */
export type FlowRef = { id: string; number: number }

/** What runs on nothing that was drawn runs on the standard process. */
type OnFlow = { flow: FlowRef | null }

/** The standard process, and what each version in use means for a board, by `keyOf`. */
export type BoardFlows = ReadonlyMap<string, Flow>

const keyOf = (flow: FlowRef | null): string => (flow ? `${flow.id}/${flow.number}` : defaultFlow.id)

export const indexFlows = (versions: readonly Flow[]): BoardFlows =>
  new Map([
    [keyOf(null), defaultFlow],
    ...versions.map((flow) => [keyOf({ id: flow.id, number: flow.version }), flow] as const),
  ])

export const knowsFlow = (flows: BoardFlows, flow: FlowRef | null): boolean => flows.has(keyOf(flow))

/** @throws when the version is not among them: a board is read anew before it shows a version that it does not know. */
export function flowOf(flows: BoardFlows, { flow }: OnFlow): Flow {
  const found = flows.get(keyOf(flow))
  if (!found) throw new Error(`the board does not know flow ${keyOf(flow)}`)
  return found
}
