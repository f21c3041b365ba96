import { encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness'
import type { FlowAwareness, FlowPresence } from '#contract/flow-document.ts'

export type FlowPeer = FlowAwareness & { clientId: number }

type Changed = { added: number[]; updated: number[]; removed: number[] }

/** Twelve pictures a second of a moving hand look even; more are only more bytes. */
const tellEveryMs = 80

/** The others on the canvas, and what they are told of us. */
export function createFlowPeers(awareness: Awareness, send: (update: Uint8Array) => void) {
  const { clientID } = awareness
  let peers: readonly FlowPeer[] = []
  const listeners = new Set<() => void>()
  let waiting: FlowPresence | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const onChange = ({ added, updated, removed }: Changed) => {
    if (![...added, ...updated, ...removed].some((id) => id !== clientID)) return
    peers = [...awareness.getStates()]
      .filter(([id, state]) => id !== clientID && 'user' in state)
      // The server has made these states, so their shape is trusted.
      .map(([clientId, state]) => ({ clientId, ...(state as FlowAwareness) }))
      .sort((one, other) => one.clientId - other.clientId)
    for (const listener of listeners) listener()
  }
  /** The provider's own would also send on what it has just received, every cursor once more by everybody. */
  const tellOwn = ({ added, updated, removed }: Changed, origin: unknown) => {
    if (origin !== 'local' || ![...added, ...updated, ...removed].includes(clientID)) return
    send(encodeAwarenessUpdate(awareness, [clientID]))
  }
  const flush = () => {
    timer = undefined
    if (!waiting) return
    awareness.setLocalState(waiting)
    waiting = undefined
    timer = setTimeout(flush, tellEveryMs)
  }
  awareness.on('change', onChange)
  awareness.on('update', tellOwn)

  return {
    get: () => peers,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (presence: FlowPresence) => {
      waiting = inWholeNumbers(presence)
      if (timer === undefined) flush()
    },
    close: () => {
      clearTimeout(timer)
      listeners.clear()
      awareness.off('change', onChange)
      awareness.off('update', tellOwn)
    },
  }
}

const whole = ([x, y]: readonly [number, number]): [number, number] => [Math.round(x), Math.round(y)]

function inWholeNumbers({ cur, drag, ...rest }: FlowPresence): FlowPresence {
  return {
    ...rest,
    ...(cur && { cur: whole(cur) }),
    ...(drag && {
      drag: Object.fromEntries(Object.entries(drag).map(([id, place]) => [id, whole(place)])),
    }),
  }
}
