import type { PositionReport } from '#contract/position-report.ts'
import { frameTileOf } from '#contract/position-frame.ts'
import { isPossibleCoordinate, type LngLat } from '#geo/coordinate.ts'
import { toWgs84 } from '#geo/datum.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from './log.ts'
import type { Relay } from './redis-relay.ts'

/** The last known place of one engineer, WGS-84. */
export type Position = {
  engineerId: string
  boardId: string
  ref: number
  place: LngLat
  headingDegrees: number | null
  at: Instant
}

/** A position with its tile, worked out once when it comes in. */
export type TiledPosition = Position & { tile: number }

export type PositionBook = {
  /** Takes what a device sends. Answers how many fixes were newer than what was known. */
  report: (engineerId: string, report: PositionReport) => Promise<number>
  onBoard: (boardId: string) => ReadonlyMap<string, TiledPosition>
  /** Told of every newer position, from this node's devices and from other nodes. */
  onChange: (listener: PositionListener) => void
  close: () => Promise<void>
}

export type PositionListener = (now: TiledPosition, before: TiledPosition | undefined) => void

export type PositionBookOptions = {
  load: () => Promise<readonly Position[]>
  save: (positions: readonly Position[]) => Promise<void>
  /** Board and ref of an engineer who has sent nothing so far; undefined when there is no such engineer. */
  findEngineer: (engineerId: string) => Promise<{ boardId: string; ref: number } | undefined>
  /** Null: no other nodes, or they are not told. */
  relay: Relay | null
  now: () => Instant
  log: Log
}

/** A device's clock may be a little ahead; a fix from further in the future would shut out all later ones. */
const futureToleranceMs = 60_000
const saveEveryMs = 15_000
const relayEveryMs = 200
const channel = 'paidan_positions'

export async function createPositionBook(options: PositionBookOptions): Promise<PositionBook> {
  const { load, save, findEngineer, relay, now, log } = options
  const known = new Map<string, TiledPosition>()
  const boards = new Map<string, Map<string, TiledPosition>>()
  const listeners: PositionListener[] = []
  const toSave = new Map<string, Position>()
  const toRelay = new Map<string, Position>()
  let saving: Promise<void> = Promise.resolve()
  let saveFailed = false

  /** False when something at least as new is known. */
  const take = (position: Position): boolean => {
    const before = known.get(position.engineerId)
    if (before && before.at >= position.at) return false
    const tiled = { ...position, tile: frameTileOf(position.place) }
    known.set(tiled.engineerId, tiled)
    if (before && before.boardId !== tiled.boardId) boards.get(before.boardId)?.delete(tiled.engineerId)
    const board = boards.get(tiled.boardId) ?? new Map<string, TiledPosition>()
    boards.set(tiled.boardId, board.set(tiled.engineerId, tiled))
    for (const listener of listeners) listener(tiled, before)
    return true
  }

  const saveChanged = async () => {
    if (toSave.size === 0) return
    const rows = [...toSave.values()]
    toSave.clear()
    try {
      await save(rows)
      saveFailed = false
    } catch (error) {
      if (!saveFailed) log.error({ err: error }, 'the last positions could not be saved; trying again')
      saveFailed = true
      for (const row of rows) if (!toSave.has(row.engineerId)) toSave.set(row.engineerId, row)
    }
  }

  const tellNodes = () => {
    if (toRelay.size === 0) return
    relay?.publish(channel, JSON.stringify([...toRelay.values()]))
    toRelay.clear()
  }

  for (const position of await load()) take(position)
  relay?.subscribe(channel, (message) => {
    // Written by our own nodes only, so the shape is trusted; our own message comes back as "not newer".
    for (const position of JSON.parse(message) as Position[]) take(position)
  })
  const saveTimer = setInterval(() => {
    saving = saving.then(saveChanged)
  }, saveEveryMs)
  const relayTimer = relay ? setInterval(tellNodes, relayEveryMs) : undefined

  return {
    report: async (engineerId, { datum, fixes }) => {
      const engineer = known.get(engineerId) ?? (await findEngineer(engineerId))
      if (!engineer) return 0
      const { boardId, ref } = engineer
      const latest = now() + futureToleranceMs
      let accepted = 0
      for (const { lng, lat, at, headingDegrees } of [...fixes].sort((a, b) => a.at - b.at)) {
        const place = toWgs84({ lng, lat }, datum)
        if (at > latest || !isPossibleCoordinate(place)) continue
        const position = { engineerId, boardId, ref, place, headingDegrees: headingDegrees ?? null, at }
        if (!take(position)) continue
        accepted += 1
        toSave.set(engineerId, position)
        if (relay) toRelay.set(engineerId, position)
      }
      return accepted
    },
    onBoard: (boardId) => boards.get(boardId) ?? new Map(),
    onChange: (listener) => {
      listeners.push(listener)
    },
    close: async () => {
      clearInterval(saveTimer)
      clearInterval(relayTimer)
      await saving
      await saveChanged()
    },
  }
}
