import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { startDrag } from '#app/flow-editor/drag-session.ts'
import { createGraphBinding, type GraphBinding } from '#app/flow-editor/graph-binding.ts'
import { openGraphDocument } from '#app/flow-editor/graph-document.ts'
import { flowMaps, flowPresence } from '#contract/flow-document.ts'
import { findDocumentAfter } from '#db/flow-documents.ts'
import { pickInteger, seededRandom } from '#db/seed/seeded-random.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'
import { insertTestFlow, openFlowScreen, type FlowScreen } from '#tests/support/flow-screen.ts'
import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import { openBenchDatabase } from './harness/bench-board.ts'
import { bounded, figure, type BenchReport } from './harness/report.ts'
import { drawFlow, nodeCount, nodeId } from './yjs/drawn-flow.ts'

const drags = 100
const framesPerDrag = 100
const draggedNodes = 20

/** What an afternoon of dragging leaves in the database: 10,000 frames of drags, shown to others and stored where they end. */
export async function benchGrowth(): Promise<BenchReport> {
  const { database, close } = await openBenchDatabase()
  try {
    const flowId = await insertTestFlow(database, drawFlow())
    const node = await startFlowNode(database, {})
    const [mover, watcher] = [
      await openFlowScreen(database, { url: node.url, flowId }),
      await openFlowScreen(database, { url: node.url, flowId }),
    ]
    await Promise.all([mover.untilLive(), watcher.untilLive()])
    const before = await stored(database, flowId)
    const random = seededRandom(11)
    const binding = createGraphBinding(openGraphDocument(mover))
    for (let drag = 0; drag < drags; drag += 1)
      await dragOnce(
        mover,
        binding,
        nodeId((drag % draggedNodes) * Math.floor(nodeCount / draggedNodes)),
        () => [pickInteger(random, -400, 400), pickInteger(random, -400, 400)],
      )
    binding.destroy()
    const after = await stored(database, flowId)
    const isSeen = isDeepStrictEqual(after.nodes, mover.maps.nodes.toJSON())
    for (const screen of [mover, watcher]) screen.close()
    await node.close()
    const ratios = {
      'document grown by': bounded(figure('bytes', [after.bytes - before.bytes]), { atMost: 2_000 }),
      'rows in the log': bounded(figure('rows', [after.rows - before.rows]), { atMost: 200 }),
    }
    return {
      name: 'growth',
      results: {
        'document before': figure('bytes', [before.bytes]),
        'document after': figure('bytes', [after.bytes]),
        'frames of drags': figure('frames', [drags * framesPerDrag]),
      },
      ratios,
      remarks: isSeen ? [] : ['what is stored is not what was drawn: not to be believed'],
      ok: isSeen && Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    await close()
  }
}

/** As the canvas does it, frame by frame: what is carried is told to the others as presence, and written where it is dropped. */
async function dragOnce(
  screen: FlowScreen,
  binding: GraphBinding,
  id: string,
  nextStep: () => readonly [number, number],
) {
  const session = startDrag(binding, [id])
  for (let frame = 0; frame < framesPerDrag; frame += 1) {
    session.moveBy(...nextStep())
    const drag = Object.fromEntries([...session.places()].map(([node, [x, y]]) => [node, [x, y]]))
    screen.setPresence(flowPresence.parse({ sel: [id], drag }))
  }
  session.drop()
  screen.setPresence({ sel: [id] })
  await screen.untilSaved()
}

/** The whole document as a snapshot would hold it, and what the log holds now. */
async function stored({ sql }: TestDatabase, flowId: string) {
  const doc = new Y.Doc()
  const kept = await findDocumentAfter(sql, flowId, -1)
  for (const { isSnapshot, bytes } of kept)
    if (isSnapshot) Y.applyUpdateV2(doc, bytes)
    else Y.applyUpdate(doc, bytes)
  return {
    bytes: Y.encodeStateAsUpdateV2(doc).length,
    rows: kept.filter(({ isSnapshot }) => !isSnapshot).length,
    nodes: doc.getMap(flowMaps.nodes).toJSON(),
  }
}
