import { decodeFrame } from '#contract/position-frame.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { Instant } from '#domain/instant.ts'

export type EngineerPosition = LngLat & { headingDegrees: number | null; at: Instant }

export type PositionListener = (changedEngineerIds: readonly string[]) => void

/**
 * The last known places of a board's engineers. They change many times a second and are drawn by the map alone, so they are no
 * part of the board's state.
 */
export function createEngineerPositions() {
  const positions = new Map<string, EngineerPosition>()
  const listeners = new Set<PositionListener>()
  let idByRef: ReadonlyMap<number, string> = new Map()
  return {
    positions: positions as ReadonlyMap<string, EngineerPosition>,
    setEngineers: (engineers: Iterable<Engineer>) => {
      idByRef = new Map([...engineers].map(({ ref, id }) => [ref, id]))
    },
    /** @param now the server's clock, from which the ages in the frame count back */
    take: (frame: string, now: Instant) => {
      const changed: string[] = []
      for (const { ref, place, headingDegrees, ageSeconds } of decodeFrame(bytesOf(frame))) {
        const id = idByRef.get(ref)
        if (id === undefined) continue
        positions.set(id, { ...place, headingDegrees, at: now - ageSeconds * 1_000 })
        changed.push(id)
      }
      if (changed.length > 0) for (const listener of listeners) listener(changed)
    },
    subscribe: (listener: PositionListener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
