import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import { isBar, isGroup } from './node-box.ts'

/** What has no place or size of its own: a bar spans its branches, a group frames its members. */
export type Hangings = {
  readonly bars: readonly string[]
  readonly groups: readonly string[]
  /** By bar or group: the plain nodes that it is drawn by. */
  readonly partsOf: ReadonlyMap<string, ReadonlySet<string>>
}

export function readHangings(
  nodes: ReadonlyMap<string, FlowDraftNode>,
  edges: readonly FlowDraftEdge[],
): Hangings {
  const bars: string[] = []
  const groups: string[] = []
  const partsOf = new Map<string, Set<string>>()
  const add = (whole: string, part: string) => {
    const type = nodes.get(part)?.type
    if (type === undefined || isGroup(type)) return
    const parts = partsOf.get(whole) ?? new Set()
    partsOf.set(whole, parts.add(part))
  }
  for (const [id, { type, parent }] of nodes) {
    if (isBar(type)) bars.push(id)
    if (isGroup(type)) groups.push(id)
    if (parent !== undefined) add(parent, id)
  }
  const addBranch = (bar: string, branch: string) => {
    const type = nodes.get(branch)?.type
    if (type !== undefined && !isBar(type)) add(bar, branch)
  }
  for (const { source, target } of edges) {
    if (nodes.get(source)?.type === 'fork') addBranch(source, target)
    if (nodes.get(target)?.type === 'join') addBranch(target, source)
  }
  return { bars, groups, partsOf }
}
