import type { FlowDraftEdge, FlowPresence } from '#contract/flow-document.ts'
import { openFlowDocument, type FlowDocument, type FlowPeer } from '#realtime/client/flow-document.ts'
import type { NodeMarks, Peer } from './canvas-context.ts'
import { createComments } from './comments.ts'
import type { Point } from './geometry.ts'
import { createGraphBinding, type GraphBinding } from './graph-binding.ts'
import { openGraphDocument } from './graph-document.ts'
import { createGraphGestures } from './graph-gestures.ts'
import { createKeyedStore } from './keyed-store.ts'
import { openLiveFlow, type LiveFlow } from './live/live-flow.ts'
import { peerHue } from './peer-hue.ts'
import { openNodeOf } from './section-lock.ts'
import { wayKey, type RunPath } from './test-run/test-run.ts'
import type { DifferenceMark } from './versions/comparison.ts'

export type FlowEditor = ReturnType<typeof openFlowEditor>

/** What one tells about oneself has to stay small: of a long drag or selection the others see a part. */
const partBytes = 360

/**
 * One flow on one screen: the shared document, what I see of it, and what the others see of me.
 *
 * @param frozen in the place of the shared document, and of what runs on it
 */
export function openFlowEditor(
  flowId: string,
  frozen?: { document: FlowDocument; openLive: (flowId: string, binding: GraphBinding) => LiveFlow },
) {
  const document = frozen?.document ?? openFlowDocument({ flowId })
  const graph = openGraphDocument(document)
  const binding = createGraphBinding(graph)
  const gestures = createGraphGestures(binding)
  const comments = createComments(document)
  const marks = createKeyedStore<NodeMarks>()
  const live = frozen?.openLive(flowId, binding) ?? openLiveFlow({ flowId, document, binding })
  const edgeMarks = createKeyedStore<DifferenceMark>()
  const litLines = createKeyedStore<true>()
  let run: RunPath | undefined
  let presence: FlowPresence = {}
  let problems: ReadonlyMap<string, 'error' | 'warning'> = new Map()
  let differences: ReadonlyMap<string, DifferenceMark> = new Map()

  const tell = (part: { [Key in keyof FlowPresence]?: FlowPresence[Key] | undefined }) => {
    const next: Record<string, unknown> = { ...presence, ...part }
    for (const [key, value] of Object.entries(next))
      if (value === undefined) Reflect.deleteProperty(next, key)
    presence = next
    document.setPresence(presence)
  }

  const showMarks = () =>
    marks.replace(collectMarks(document.getPeers(), problems, comments.openCounts(), differences, run))
  let shownPeers = ''
  const showPeers = () => {
    const peers = document.getPeers()
    binding.showCarried(carriedBy(peers))
    // Most of what is heard of them are pointers.
    const next = JSON.stringify(peers.map(({ user, sel, form }) => [user, sel, form]))
    if (next === shownPeers) return
    shownPeers = next
    showMarks()
  }

  let toldSelection = binding.getSelection()
  const stops = [
    document.subscribePeers(showPeers),
    comments.subscribe(showMarks),
    binding.subscribe(() => {
      const selection = binding.getSelection()
      if (selection === toldSelection) return
      toldSelection = selection
      tell({ sel: shortened(selection.nodes, (id) => id) })
    }),
  ]

  return {
    flowId,
    document,
    graph,
    binding,
    comments,
    gestures,
    marks,
    litLines,
    live,
    edgeMarks,
    tell,
    tellDrag: (places: ReadonlyMap<string, Point> | undefined) =>
      tell({
        drag:
          places &&
          Object.fromEntries(
            shortened(places, ([id]) => id + largestPlace).map(([id, [x, y]]) => [id, [x, y]]),
          ),
      }),
    /** Lights the way of a test run; nothing afterwards. */
    showRun: (next: RunPath | undefined) => {
      run = next
      const lit = binding.getView().edges.filter(({ data }) => isOnWay(data.facts, next?.ways))
      litLines.replace(new Map(lit.map(({ id }) => [id, true])))
      showMarks()
    },
    showProblems: (next: ReadonlyMap<string, 'error' | 'warning'>) => {
      problems = next
      showMarks()
    },
    /** What came, went and changed against another graph. */
    showDifference: (next: {
      nodes: ReadonlyMap<string, DifferenceMark>
      edges: ReadonlyMap<string, DifferenceMark>
    }) => {
      differences = next.nodes
      edgeMarks.replace(next.edges)
      showMarks()
    },
    /** Who has the form of a node open, besides me. */
    peersAt: (nodeId: string): readonly FlowPeer[] =>
      document.getPeers().filter(({ form }) => openNodeOf(form) === nodeId),
    close: () => {
      for (const stop of stops) stop()
      gestures.close()
      comments.close()
      live.close()
      binding.destroy()
      document.close()
    },
  }
}

const largestPlace = ':[-100000,-100000]'

/** As many as fit, from the front. */
function shortened<Item>(items: Iterable<Item>, text: (item: Item) => string): Item[] {
  const kept: Item[] = []
  let left = partBytes
  for (const item of items) {
    left -= text(item).length + 3
    if (left < 0) break
    kept.push(item)
  }
  return kept
}

const isOnWay = ({ source, sourceHandle, target }: FlowDraftEdge, ways: RunPath['ways'] | undefined) =>
  ways !== undefined && ways.has(wayKey(source, sourceHandle ?? 'done', target))

const asPeer = ({ user }: FlowPeer): Peer => ({ name: user.name, colour: peerHue(user.colour) })

function carriedBy(peers: readonly FlowPeer[]): Map<string, Point> {
  const carried = new Map<string, Point>()
  for (const { drag } of peers) for (const [id, place] of Object.entries(drag ?? {})) carried.set(id, place)
  return carried
}

function collectMarks(
  peers: readonly FlowPeer[],
  problems: ReadonlyMap<string, 'error' | 'warning'>,
  comments: ReadonlyMap<string, number>,
  differences: ReadonlyMap<string, DifferenceMark>,
  run: RunPath | undefined,
): Map<string, NodeMarks> {
  const marks = new Map<string, NodeMarks>()
  const add = (id: string, mark: NodeMarks) => marks.set(id, { ...marks.get(id), ...mark })
  for (const [id, problem] of problems) add(id, { problem })
  for (const id of run?.passed ?? []) add(id, { run: run?.here.has(id) === true ? 'here' : 'passed' })
  for (const [id, count] of comments) add(id, { comments: count })
  for (const [id, difference] of differences) add(id, { difference })
  for (const peer of peers) {
    for (const id of peer.sel ?? []) add(id, { selectedBy: asPeer(peer) })
    const open = openNodeOf(peer.form)
    if (open !== undefined) add(open, { openBy: [...(marks.get(open)?.openBy ?? []), asPeer(peer)] })
  }
  return marks
}
