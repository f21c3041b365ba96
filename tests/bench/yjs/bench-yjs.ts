import * as Y from 'yjs'
import { findDocumentAfter } from '#db/flow-documents.ts'
import { flowMaps } from '#contract/flow-document.ts'
import { insertTestFlow } from '#tests/support/flow-screen.ts'
import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { openBenchDatabase } from '../harness/bench-board.ts'
import { startProcess } from '../harness/processes.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { drawFlow, peopleCount } from './drawn-flow.ts'
import type { People } from './people.ts'
import type { DrawingServer } from './product-server.ts'

const rounds = 5
/** Four changes and twenty movements of the pointer a second by each. */
const changing = { perSecond: 4, forMs: 6_000 }
const pointing = { perSecond: 20, forMs: 2_000 }
/** Both servers are measured as they are after a while at work; what compiling their code costs is no cost of a change. */
const warmingUp = { perSecond: 12, forMs: 10_000 }

type Measured = { changeMicroseconds: number; moveMicroseconds: number; framesPerSecond: number }
type Side = {
  measure: () => Promise<Measured>
  states: () => Promise<readonly string[]>
  end: () => Promise<void>
}

/** 50 people on one flow of 300 nodes, against a server that only sends on what it is sent. */
export async function benchYjs(): Promise<BenchReport> {
  const { database, close } = await openBenchDatabase()
  const sides: Side[] = []
  try {
    const flowId = await insertTestFlow(database, drawFlow())
    const open = async (server: 'product' | 'echo') => {
      const side = await openSide(database, flowId, server)
      sides.push(side)
      return side
    }
    const [productSide, echoSide] = [await open('product'), await open('echo')]
    const { product, echo } = await interleave(
      { echo: echoSide.measure, product: productSide.measure },
      rounds,
    )
    const of = (sample: readonly Measured[], what: keyof Measured) => sample.map((one) => one[what])
    const [drawn = '', ...others] = await productSide.states()
    // The server is not asked to say goodbye: what it has called saved must be there without that.
    const isStored = (await readStored(database, flowId)) === drawn
    const ratios = {
      'server CPU per change': ratio(of(product, 'changeMicroseconds'), of(echo, 'changeMicroseconds'), {
        atMost: 1.3,
      }),
      'server CPU per movement': ratio(of(product, 'moveMicroseconds'), of(echo, 'moveMicroseconds'), {
        atMost: 0.7,
      }),
      'documents that differ': bounded(figure('documents', [others.length + (isStored ? 0 : 1)]), {
        atMost: 0,
      }),
    }
    return {
      name: 'yjs',
      results: {
        'product, server CPU': figure('µs per change', of(product, 'changeMicroseconds')),
        'echo, server CPU': figure('µs per change', of(echo, 'changeMicroseconds')),
        'product, server CPU, pointers': figure('µs per movement', of(product, 'moveMicroseconds')),
        'echo, server CPU, pointers': figure('µs per movement', of(echo, 'moveMicroseconds')),
        'product, frames with changes': figure('/s', of(product, 'framesPerSecond')),
        'echo, frames with changes': figure('/s', of(echo, 'framesPerSecond')),
      },
      ratios,
      remarks: [
        'the product examines, keeps in memory and stores each change and says so; the reference does none of it',
        ...remarkOnReference('echo', of(echo, 'changeMicroseconds')),
      ],
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    for (const side of sides) await side.end()
    await close()
  }
}

async function openSide(database: TestDatabase, flowId: string, server: 'product' | 'echo'): Promise<Side> {
  const serving = startProcess<DrawingServer>(new URL(`./${server}-server.ts`, import.meta.url))
  const people = startProcess<People>(new URL('./people.ts', import.meta.url))
  const url = await serving.ask('start', database.connection)
  const cookies: string[] = []
  for (let index = 0; index < peopleCount; index += 1)
    cookies.push((await signIn(database, { role: 'admin', boardIds: [] })).cookie)
  const document = Buffer.from(Y.encodeStateAsUpdate(await loadStored(database, flowId))).toString('base64')
  await people.ask('open', { url, flowId, cookies, document })
  type Phase = { perSecond: number; forMs: number }
  const measure = async (what: 'change' | 'point', phase: Phase) => {
    await serving.ask('startCpu')
    const done = await people.ask(what, phase)
    return { microseconds: (await serving.ask('cpuMicroseconds')) / done, frames: await people.ask('frames') }
  }
  const untilQuiet = () => people.ask('untilQuiet', { stores: server === 'product' })
  await people.ask('change', warmingUp)
  await untilQuiet()
  return {
    measure: async () => {
      const change = await measure('change', changing)
      await untilQuiet()
      const move = await measure('point', pointing)
      return {
        changeMicroseconds: change.microseconds,
        moveMicroseconds: move.microseconds,
        framesPerSecond: change.frames / (changing.forMs / 1_000),
      }
    },
    states: () => people.ask('states'),
    end: async () => {
      await people.end()
      await serving.end()
    },
  }
}

async function loadStored({ sql }: TestDatabase, flowId: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  for (const { isSnapshot, bytes } of await findDocumentAfter(sql, flowId, -1))
    if (isSnapshot) Y.applyUpdateV2(doc, bytes)
    else Y.applyUpdate(doc, bytes)
  return doc
}

async function readStored(database: TestDatabase, flowId: string): Promise<string> {
  const nodes = (await loadStored(database, flowId)).getMap(flowMaps.nodes).toJSON()
  return JSON.stringify(Object.entries(nodes).sort(([one], [other]) => (one < other ? -1 : 1)))
}
