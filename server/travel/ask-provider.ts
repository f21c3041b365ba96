import { fromWgs84 } from '#geo/datum.ts'
import type { MatrixAnswer, MatrixQuery, TravelTimeProvider } from './travel-provider.ts'

/** How many parts of one large matrix are asked for at the same time. */
const parallelBlocks = 4

/**
 * Asks a provider for a matrix of any size between WGS-84 places: converts to its datum, splits what is larger than it
 * takes, and joins the answers. One failed part fails the whole: half a matrix would rank half of the engineers by
 * other numbers than the rest.
 */
export async function askProvider(provider: TravelTimeProvider, query: MatrixQuery): Promise<MatrixAnswer> {
  const from = query.from.map((place) => fromWgs84(place, provider.datum))
  const to = query.to.map((place) => fromWgs84(place, provider.datum))
  const seconds = new Float32Array(from.length * to.length)
  const meters = new Float32Array(from.length * to.length)
  const blocks = splitMatrix(from.length, to.length, provider)
  while (blocks.length > 0) {
    const group = blocks.splice(0, parallelBlocks)
    const answers = await Promise.all(
      group.map(async (block) => ({
        block,
        answer: await provider.matrix({
          ...query,
          from: from.slice(block.fromStart, block.fromEnd),
          to: to.slice(block.toStart, block.toEnd),
        }),
      })),
    )
    for (const { block, answer } of answers) {
      if (!answer.ok) return answer
      const width = block.toEnd - block.toStart
      for (let row = 0; row < block.fromEnd - block.fromStart; row += 1) {
        const target = (block.fromStart + row) * to.length + block.toStart
        seconds.set(answer.matrix.seconds.subarray(row * width, (row + 1) * width), target)
        meters.set(answer.matrix.meters.subarray(row * width, (row + 1) * width), target)
      }
    }
  }
  return { ok: true, matrix: { seconds, meters } }
}

export type MatrixBlock = { fromStart: number; fromEnd: number; toStart: number; toEnd: number }

/** The blocks that together cover a matrix, none with more pairs or places than allowed; both limits are at least 2. */
export function splitMatrix(
  fromCount: number,
  toCount: number,
  { maxElements, maxLocations }: Pick<TravelTimeProvider, 'maxElements' | 'maxLocations'>,
): MatrixBlock[] {
  // Squares hold the most pairs per place; a side that does not fill its square leaves the rest to the other.
  const side = Math.min(Math.floor(maxLocations / 2), Math.floor(Math.sqrt(maxElements)))
  const rows = Math.min(fromCount, side)
  const width = Math.min(toCount, maxLocations - rows, Math.floor(maxElements / rows))
  const height = Math.min(fromCount, maxLocations - width, Math.floor(maxElements / width))
  const blocks: MatrixBlock[] = []
  for (let fromStart = 0; fromStart < fromCount; fromStart += height)
    for (let toStart = 0; toStart < toCount; toStart += width)
      blocks.push({
        fromStart,
        fromEnd: Math.min(fromCount, fromStart + height),
        toStart,
        toEnd: Math.min(toCount, toStart + width),
      })
  return blocks
}
