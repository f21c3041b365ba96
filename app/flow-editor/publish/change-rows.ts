import type { DraftChange } from '#contract/flow-publishing.ts'
import type { GraphChange } from '#domain/flow-graph/difference.ts'
import type { Instant } from '#domain/instant.ts'

/** What is ticked with one press: one change, or several that say one thing. */
export type ChangeRow = {
  /** Of the change that gives it its words. */
  id: string
  kind: 'add' | 'edit' | 'gone'
  lead: GraphChange
  /** All of them, the lead first. */
  changes: readonly DraftChange[]
  /** Where to look. */
  nodeId: string | undefined
}

export type ChangeGroup = {
  key: string
  authors: DraftChange['authors']
  /** When one of them was last at one of these. */
  changedAt: Instant | null
  rows: readonly ChangeRow[]
}

/** The changes of each author, or of those who cannot be told apart, in the order of their last change. */
export function groupByAuthor(changes: readonly DraftChange[]): readonly ChangeGroup[] {
  const groups = collect(changes, ({ authors }) =>
    authors
      .map(({ id }) => id)
      .sort()
      .join(' '),
  )
  return groups.sort((one, other) => (other.changedAt ?? 0) - (one.changedAt ?? 0))
}

/** The changes of each node; lines stand with the node they leave. */
export const groupByNode = (changes: readonly DraftChange[]): readonly ChangeGroup[] =>
  collect(changes, ({ change }) => nodeOf(change) ?? '')

function collect(
  changes: readonly DraftChange[],
  keyOf: (change: DraftChange) => string,
): readonly ChangeGroup[] & ChangeGroup[] {
  const byKey = new Map<string, DraftChange[]>()
  for (const one of changes) {
    const key = keyOf(one)
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  return [...byKey].map(([key, own]) => ({
    key,
    authors: [
      ...new Map(own.flatMap(({ authors }) => authors).map((author) => [author.id, author])).values(),
    ],
    changedAt: own.reduce<Instant | null>(
      (last, { changedAt }) => (changedAt !== null && changedAt > (last ?? 0) ? changedAt : last),
      null,
    ),
    rows: rowsOf(own),
  }))
}

/** A node that goes takes its lines into its row, and all that was only moved is one row. */
export function rowsOf(changes: readonly DraftChange[]): readonly ChangeRow[] {
  const removed = new Map<string, DraftChange[]>()
  for (const one of changes) if (one.change.kind === 'node-removed') removed.set(one.change.nodeId, [one])
  const moved = changes.filter(({ change }) => change.kind === 'node-moved')
  const rest: DraftChange[] = []
  for (const one of changes) {
    const { change } = one
    if (change.kind === 'node-removed' || change.kind === 'node-moved') continue
    const goesWith =
      change.kind === 'edge-removed'
        ? (removed.get(change.edge.source) ?? removed.get(change.edge.target))
        : undefined
    if (goesWith) goesWith.push(one)
    else rest.push(one)
  }
  return [
    ...[...removed.values()],
    ...rest.map((one) => [one]),
    ...(moved.length > 0 ? [moved] : []),
  ].flatMap((own) => toRow(own))
}

function toRow(changes: readonly DraftChange[]): ChangeRow[] {
  const [first] = changes
  if (!first) return []
  const lead = first.change
  return [{ id: lead.id, kind: kindOf(lead), lead, changes, nodeId: nodeOf(lead) }]
}

function kindOf({ kind }: GraphChange): ChangeRow['kind'] {
  switch (kind) {
    case 'node-added':
    case 'edge-added':
      return 'add'
    case 'node-removed':
    case 'edge-removed':
      return 'gone'
    case 'flow-renamed':
    case 'setting-changed':
    case 'node-retyped':
    case 'node-moved':
    case 'edge-changed':
      return 'edit'
  }
}

/** The node that a change is about; undefined for the name of the flow. */
export function nodeOf(change: GraphChange): string | undefined {
  switch (change.kind) {
    case 'flow-renamed':
      return undefined
    case 'edge-added':
    case 'edge-removed':
      return change.edge.source
    case 'edge-changed':
      return change.after.source
    case 'node-added':
    case 'node-removed':
    case 'node-retyped':
    case 'node-moved':
    case 'setting-changed':
      return change.nodeId
  }
}
