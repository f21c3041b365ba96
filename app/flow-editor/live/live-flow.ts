import type { FlowDraftNode } from '#contract/flow-document.ts'
import type {
  FlowOccupancy,
  NodeOccupancy,
  PublishedNode,
  PublishedOutline,
} from '#contract/flow-occupancy.ts'
import { readMovePlan } from '#contract/flow-draft.ts'
import { findImpacts, type NodeImpact } from '#domain/flow-graph/impact.ts'
import type { Instant } from '#domain/instant.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import type { FlowDocument } from '#realtime/client/flow-document.ts'
import { watchFlowOccupancy, type FlowOccupancyState } from '#realtime/client/flow-occupancy.ts'
import type { GraphBinding } from '../graph-binding.ts'
import { createKeyedStore } from '../keyed-store.ts'
import type { NodeHeat } from './heat.ts'

/** An occupied node that the draft has deleted or that leads elsewhere in it. */
export type Impact = {
  nodeId: string
  kind: NodeImpact
  tickets: NodeOccupancy
  /** As it was last published. */
  was: PublishedNode
  /** Where its tickets go; null: nowhere, on purpose. Undefined: nobody has said anything. */
  to: string | null | undefined
}

/** A node on which only tickets of older versions stand: the newest has it no more, so that publishing changes nothing for them. */
export type Leftover = { nodeId: string; tickets: NodeOccupancy; was: PublishedNode }

export type LiveState = {
  occupancy: FlowOccupancy | undefined
  connection: FlowOccupancyState['connection']
  published: PublishedOutline | null
  impacts: readonly Impact[]
  leftovers: readonly Leftover[]
}

export const nothingLive: LiveState = {
  occupancy: undefined,
  connection: 'connecting',
  published: null,
  impacts: [],
  leftovers: [],
}

export type LiveFlow = ReturnType<typeof openLiveFlow>

/** Long enough that a colleague's drawing is not held up by it, short enough to be called live. */
const pauseMs = 100

/** The running tickets of the flow beside its draft: where they stand, and what publishing would mean for them. */
export function openLiveFlow({
  flowId,
  document,
  binding,
}: {
  flowId: string
  document: FlowDocument
  binding: GraphBinding
}) {
  const standing = createKeyedStore<NodeOccupancy>()
  const heat = createKeyedStore<NodeHeat>()
  const watch = watchFlowOccupancy({ flowId, socket: connectBoardSocket(), now: Date.now })
  const listeners = new Set<() => void>()
  const onHit = new Set<() => void>()
  let published: PublishedOutline | null = null
  let askedFor = ''
  let lastAsked = 0
  let isClosed = false
  let isMine = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let state = nothingLive

  const change = (part: Partial<LiveState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  const look = () => {
    clearTimeout(timer)
    timer = undefined
    const { occupancy } = state
    const impacts = occupancy && published ? impactsOf(occupancy, published) : []
    const isWorse = impacts.some(({ nodeId, kind }) => !state.impacts.some((one) => one.nodeId === nodeId && one.kind === kind)) // prettier-ignore
    const mine = isMine
    isMine = false
    const leftovers = occupancy && published ? leftoversOf(occupancy, published) : []
    if (JSON.stringify([impacts, leftovers]) !== JSON.stringify([state.impacts, state.leftovers]))
      change({ impacts, leftovers })
    if (isWorse && mine) for (const listener of onHit) listener()
  }
  const lookSoon = () => {
    timer ??= setTimeout(look, pauseMs)
  }

  const impactsOf = ({ nodes }: FlowOccupancy, outline: PublishedOutline): Impact[] => {
    const plan = readMovePlan(document.doc, outline.number)
    const before = { hasNode: (id: string) => Object.hasOwn(outline.nodes, id), edges: outline.edges }
    const after = {
      hasNode: (id: string) => binding.readFacts(id) !== undefined,
      edges: binding.getView().edges.map(({ data }) => data.facts),
    }
    return [...findImpacts(before, after, Object.keys(nodes).filter(before.hasNode))].flatMap(
      ([nodeId, kind]) => {
        const tickets = nodes[nodeId]
        const was = outline.nodes[nodeId]
        return tickets && was ? [{ nodeId, kind, tickets, was, to: plan.get(nodeId) }] : []
      },
    )
  }
  const leftoversOf = ({ nodes }: FlowOccupancy, { older }: PublishedOutline): Leftover[] =>
    Object.entries(nodes).flatMap(([nodeId, tickets]) => {
      const was = older[nodeId]
      return was && !binding.readFacts(nodeId) ? [{ nodeId, tickets, was }] : []
    })

  /** Asked anew for each version, and for a node that nothing is known of. */
  const learnPublished = async ({ newest, nodes }: FlowOccupancy) => {
    const unknown = Object.keys(nodes).filter(
      (id) => !binding.readFacts(id) && !published?.nodes[id] && !published?.older[id],
    )
    const wanted = JSON.stringify([newest, unknown])
    if (newest === null || wanted === askedFor || (published?.number === newest && unknown.length === 0))
      return
    askedFor = wanted
    const asked = ++lastAsked
    const outline = await fetchJson<PublishedOutline | null>(`/flows/${flowId}/live`)
    // An answer that a later question has overtaken is older than what is known.
    if (isClosed || asked !== lastAsked) return
    if (outline === undefined) {
      askedFor = ''
      return
    }
    published = outline
    change({ published })
    look()
  }

  const stops = [
    watch.subscribe(() => {
      const { occupancy, connection } = watch.getState()
      const isNew = occupancy !== undefined && occupancy !== state.occupancy
      if (isNew || connection !== state.connection) change({ occupancy, connection })
      if (!isNew) return
      standing.replace(new Map(Object.entries(occupancy.nodes)))
      void learnPublished(occupancy)
      look()
    }),
    binding.subscribe(lookSoon),
  ]
  const onTransaction = (
    _update: Uint8Array,
    _origin: unknown,
    _doc: unknown,
    { local }: { local: boolean },
  ) => {
    isMine ||= local
    lookSoon()
  }
  document.doc.on('update', onTransaction)

  return {
    flowId,
    binding,
    /** The tickets on each node of the draft. */
    standing,
    /** How long they stay there; empty unless somebody looks at that. */
    heat,
    getState: (): LiveState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Told when I have just deleted or rewired a node on which tickets stand. */
    onHit: (listener: () => void): (() => void) => {
      onHit.add(listener)
      return () => onHit.delete(listener)
    },
    serverNow: (): Instant => Date.now() + watch.getState().clockOffsetMs,
    /** Says for everybody where the tickets of a node go; undefined takes back what was said. */
    plan: (nodeId: string, to: string | null | undefined): void => {
      const after = published?.number
      if (after === undefined) return
      document.undo.stopCapturing()
      document.change(() => {
        if (to === undefined) document.maps.moves.delete(nodeId)
        else document.maps.moves.set(nodeId, { to, after })
      })
      document.undo.stopCapturing()
      look()
    },
    close: (): void => {
      isClosed = true
      clearTimeout(timer)
      for (const stop of stops) stop()
      document.doc.off('update', onTransaction)
      listeners.clear()
      watch.close()
    },
  }
}

/** A node as it was published, as if it were drawn. */
export const outlineNode = ({ type, pos: [x, y], config }: PublishedNode): FlowDraftNode => ({
  type,
  pos: [x, y],
  config: { ...config },
})

/** Undefined when there was no answer: it is asked for again with the next change. */
export async function fetchJson<Answer>(address: string, signal?: AbortSignal): Promise<Answer | undefined> {
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json' },
      ...(signal && { signal }),
    })
    return response.ok ? ((await response.json()) as Answer) : undefined
  } catch {
    return undefined
  }
}
