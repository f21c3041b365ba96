import { setImmediate } from 'node:timers/promises'
import type { EligiblePairs } from '#domain/batch-assignment/problem.ts'

/** How long the event loop waits at most, scoring one ticket excepted; well under what a person or a socket would notice. */
const sliceMs = 4
const chunkPairs = 32_768

type Chunk = { engineers: Int32Array; gains: Float64Array }

/**
 * Asks for the eligible pairs ticket by ticket and lets everything else have its turn in between: a whole backlog has millions
 * of pairs, and their scores come from objects that a worker thread cannot see.
 *
 * @param addPairsOf calls `add` once for each engineer that may have the ticket
 */
export async function collectPairs(
  ticketCount: number,
  addPairsOf: (ticket: number, add: (engineer: number, gain: number) => void) => void,
  { signal }: { signal?: AbortSignal } = {},
): Promise<EligiblePairs> {
  const turn = createTurns(signal)
  const starts = new Uint32Array(shared(4 * (ticketCount + 1)))
  const chunks: Chunk[] = []
  let chunk: Chunk = createChunk()
  let used = chunkPairs
  let count = 0
  const add = (engineer: number, gain: number) => {
    if (used === chunkPairs) {
      chunk = createChunk()
      chunks.push(chunk)
      used = 0
    }
    chunk.engineers[used] = engineer
    chunk.gains[used] = gain
    used += 1
    count += 1
  }
  for (let ticket = 0; ticket < ticketCount; ticket += 1) {
    await turn()
    addPairsOf(ticket, add)
    starts[ticket + 1] = count
  }

  const pairs = {
    starts,
    engineers: new Int32Array(shared(4 * count)),
    gains: new Float64Array(shared(8 * count)),
  }
  for (const [index, { engineers, gains }] of chunks.entries()) {
    await turn()
    const first = index * chunkPairs
    pairs.engineers.set(engineers.subarray(0, count - first), first)
    pairs.gains.set(gains.subarray(0, count - first), first)
  }
  return pairs
}

/** The thread that solves reads the same memory: millions of pairs are neither copied nor lost when that thread dies. */
const shared = (bytes: number) => new SharedArrayBuffer(bytes)

const createChunk = (): Chunk => ({
  engineers: new Int32Array(chunkPairs),
  gains: new Float64Array(chunkPairs),
})

/** Awaited between two pieces of work: gives way to others when the slice is used up. */
export function createTurns(signal?: AbortSignal): () => Promise<void> {
  let sliceEnd = performance.now() + sliceMs
  return async () => {
    if (performance.now() < sliceEnd) return
    await setImmediate()
    signal?.throwIfAborted()
    sliceEnd = performance.now() + sliceMs
  }
}
