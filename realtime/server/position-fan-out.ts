import { encodeBlock, encodeGroup, frameBlockOf } from '#contract/position-frame.ts'
import type { Instant } from '#domain/instant.ts'
import type { PositionBook, TiledPosition } from './positions.ts'

/** One connection that looks at positions. */
export type PositionViewer = {
  /** Whether everything sent so far has left for the network. */
  isDrained: () => boolean
  send: (frame: string) => void
}

/**
 * Sends each viewer one frame per tick, put together from pieces that are prepared once per tile. A viewer that has not
 * taken its last frame is skipped and later gets the full content of its view, so that a slow line costs no memory.
 */
export type PositionFanOut = {
  /** `tiles` null: the whole board, each engineer at most once a second. Takes the place of the viewer's last view. */
  setView: (viewer: PositionViewer, boardId: string, tiles: readonly number[] | null) => void
  remove: (viewer: PositionViewer) => void
  /** One frame for everybody whose view has changed. Called by a timer. */
  tick: () => void
  close: () => void
}

type View = {
  boardId: string
  tiles: readonly number[] | null
  /** Tiles whose full content is owed; 'all' after the viewer was skipped. */
  owed: ReadonlySet<number> | 'all' | 'nothing'
}

export type PositionFanOutOptions = {
  positions: PositionBook
  /** One frame for all connections that look at the whole board, except these. */
  broadcast: (boardId: string, frame: string, except: readonly PositionViewer[]) => void
  now: () => Instant
  tickMs?: number
}

const defaultTickMs = 200
const wholeBoardEveryMs = 1_000

export function createPositionFanOut(options: PositionFanOutOptions): PositionFanOut {
  const { positions, broadcast, now, tickMs = defaultTickMs } = options
  const views = new Map<PositionViewer, View>()
  /** Since the last tick, per board: who has a new position in which tile. */
  const changed = new Map<string, Map<number, Map<string, TiledPosition>>>()
  /** Per board: changes that the viewers of the whole board have not been sent. */
  const unsent = new Map<string, Map<string, TiledPosition>>()
  const lastSentAt = new Map<string, Instant>()
  const watched = new Set<string>()

  positions.onChange((position, before) => {
    if (!watched.has(position.boardId)) return
    const tiles = entryOf(changed, position.boardId, () => new Map<number, Map<string, TiledPosition>>())
    entryOf(tiles, position.tile, () => new Map<string, TiledPosition>()).set(position.engineerId, position)
    // Those who watch the tile that was left are told the place in the next one: else they would keep a ghost.
    if (before && before.boardId === position.boardId && before.tile !== position.tile)
      entryOf(tiles, before.tile, () => new Map<string, TiledPosition>()).set(position.engineerId, position)
    entryOf(unsent, position.boardId, () => new Map<string, TiledPosition>()).set(
      position.engineerId,
      position,
    )
  })

  const tick = () => {
    const at = now()
    for (const boardId of watched) {
      const viewers = [...views].filter(([, view]) => view.boardId === boardId)
      sendTiles(boardId, viewers, at)
      sendWholeBoard(boardId, viewers, at)
    }
    changed.clear()
  }

  const sendTiles = (boardId: string, viewers: readonly (readonly [PositionViewer, View])[], at: Instant) => {
    const prepareChanged = once((tile: number) =>
      encodeTogether(changed.get(boardId)?.get(tile)?.values(), at, frameBlockOf(tile)),
    )
    let byTile: ReadonlyMap<number, TiledPosition[]> | undefined
    const prepareFull = once((tile: number) => {
      byTile ??= groupByTile(positions.onBoard(boardId).values())
      return encodeTogether(byTile.get(tile), at, frameBlockOf(tile))
    })
    for (const [viewer, view] of viewers) {
      if (!view.tiles) continue
      if (!viewer.isDrained()) {
        view.owed = 'all'
        continue
      }
      const { owed } = view
      const isOwed = (tile: number) => owed === 'all' || (owed !== 'nothing' && owed.has(tile))
      let frame = ''
      let block: number | undefined
      for (const tile of view.tiles) {
        const groups = isOwed(tile) ? prepareFull(tile) : prepareChanged(tile)
        if (groups === '') continue
        if (frameBlockOf(tile) !== block) frame += nameOfBlock((block = frameBlockOf(tile)))
        frame += groups
      }
      view.owed = 'nothing'
      if (frame !== '') viewer.send(frame)
    }
  }

  const sendWholeBoard = (
    boardId: string,
    viewers: readonly (readonly [PositionViewer, View])[],
    at: Instant,
  ) => {
    const all = viewers.filter(([, { tiles }]) => tiles === null)
    if (all.length === 0) {
      unsent.delete(boardId)
      return
    }
    const behind: PositionViewer[] = []
    for (const [viewer, view] of all) {
      if (!viewer.isDrained()) view.owed = 'all'
      if (view.owed !== 'nothing') behind.push(viewer)
    }
    const due = [...(unsent.get(boardId)?.values() ?? [])].filter(
      ({ engineerId }) => at - (lastSentAt.get(engineerId) ?? 0) >= wholeBoardEveryMs,
    )
    for (const { engineerId } of due) {
      unsent.get(boardId)?.delete(engineerId)
      lastSentAt.set(engineerId, at)
    }
    if (due.length > 0 && behind.length < all.length) broadcast(boardId, encodeTogether(due, at), behind)
    let whole: string | undefined
    for (const viewer of behind) {
      const view = views.get(viewer)
      if (!view || !viewer.isDrained()) continue
      whole ??= encodeTogether(positions.onBoard(boardId).values(), at)
      view.owed = 'nothing'
      viewer.send(whole)
    }
  }

  const rememberBoards = () => {
    watched.clear()
    for (const { boardId } of views.values()) watched.add(boardId)
    for (const boardId of unsent.keys()) if (!watched.has(boardId)) unsent.delete(boardId)
  }

  const timer = setInterval(tick, tickMs)
  return {
    setView: (viewer, boardId, tiles) => {
      const last = views.get(viewer)
      const had =
        last && last.boardId === boardId && last.tiles && last.owed === 'nothing' ? last.tiles : undefined
      const owed = tiles && had ? new Set(tiles.filter((tile) => !had.includes(tile))) : 'all'
      views.set(viewer, { boardId, tiles, owed })
      rememberBoards()
    },
    remove: (viewer) => {
      views.delete(viewer)
      rememberBoards()
    },
    tick,
    close: () => clearInterval(timer),
  }
}

/**
 * The base64 of the tiles in which the engineers now are; '' for nobody. With a `block` it is a piece for a frame that has named
 * this block, and leaves it so; without, it is a whole frame.
 */
function encodeTogether(engineers: Iterable<TiledPosition> | undefined, at: Instant, block?: number): string {
  if (!engineers) return ''
  let text = ''
  let named = block
  for (const [tile, inTile] of groupByTile(engineers)) {
    if (frameBlockOf(tile) !== named) text += nameOfBlock((named = frameBlockOf(tile)))
    text += base64Of(
      encodeGroup(
        tile,
        inTile.map(({ ref, place, headingDegrees, at: measuredAt }) => ({
          ref,
          place,
          headingDegrees,
          ageSeconds: (at - measuredAt) / 1_000,
        })),
      ),
    )
  }
  return block === undefined || named === block ? text : text + nameOfBlock(block)
}

const nameOfBlock = (block: number): string => base64Of(encodeBlock(block))

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

function groupByTile(engineers: Iterable<TiledPosition>): Map<number, TiledPosition[]> {
  const tiles = new Map<number, TiledPosition[]>()
  for (const engineer of engineers) entryOf(tiles, engineer.tile, () => []).push(engineer)
  return tiles
}

function once<Value>(prepare: (tile: number) => Value): (tile: number) => Value {
  const prepared = new Map<number, Value>()
  return (tile) => entryOf(prepared, tile, () => prepare(tile))
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const created = create()
  map.set(key, created)
  return created
}
