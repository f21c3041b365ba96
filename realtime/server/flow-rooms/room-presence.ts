import {
  flowLimits,
  flowPresence,
  type FlowAwareness,
  type FlowPerson,
  type FlowPresence,
} from '#contract/flow-document.ts'
import { presenceMessage, type PresenceState } from './message.ts'

/** Somebody at the other end of a connection, as presence needs to know them. */
export type PresentPerson = { person: FlowPerson; readOnly: boolean }

type Here = { clock: number; json: string; owner: PresentPerson }
type Elsewhere = { clock: number; json: string; nodeId: string }

/**
 * Who is on one canvas. A connection speaks for one client only, and what it says is shown under the name that the server knows:
 * nobody can move another's pointer or borrow a name.
 */
export type RoomPresence = {
  /** False when it is not shaped like a presence, or too long. */
  set: (owner: PresentPerson, state: PresenceState) => boolean
  leave: (owner: PresentPerson) => void
  /** What another node says of its own people: all of them. */
  setNode: (nodeId: string, states: readonly PresenceState[]) => void
  /** Everybody on this node. */
  here: () => PresenceState[]
  /** What has changed since it was last asked, as a message; undefined for nothing. */
  takeChanges: () => Uint8Array | undefined
  /** Everybody, as a message. */
  everybody: () => Uint8Array | undefined
}

/** By the protocol a leave has the number of the last state: who comes back has a higher one. */
const gone = 'null'

export function createRoomPresence(onChange: (isHere: boolean) => void): RoomPresence {
  const here = new Map<number, Here>()
  const elsewhere = new Map<number, Elsewhere>()
  const clientOf = new Map<PresentPerson, number>()
  const changed = new Map<number, PresenceState>()

  const change = (state: PresenceState, isHere: boolean) => {
    changed.set(state.clientId, state)
    onChange(isHere)
  }
  const remove = (clientId: number) => {
    const state = here.get(clientId)
    here.delete(clientId)
    if (state) change({ clientId, clock: state.clock, json: gone }, true)
  }

  return {
    set: (owner, { clientId, clock, json }) => {
      if (Buffer.byteLength(json) > flowLimits.presenceBytes) return false
      const own = clientOf.get(owner) ?? clientId
      const known = here.get(clientId)
      // A stock y-websocket client repeats what it has heard of others: not an attack, only not its word.
      if (own !== clientId || (known && known.owner.person.id !== owner.person.id)) return true
      const presence = parsePresence(json)
      if (presence === undefined) return false
      clientOf.set(owner, clientId)
      if (known && known.clock > clock) return true
      if (presence === null) remove(clientId)
      else {
        const shown = JSON.stringify(show(owner, presence))
        here.set(clientId, { clock, json: shown, owner })
        change({ clientId, clock, json: shown }, true)
      }
      return true
    },
    leave: (owner) => {
      const clientId = clientOf.get(owner)
      clientOf.delete(owner)
      // Who has come back by another connection meanwhile stays.
      if (clientId !== undefined && here.get(clientId)?.owner === owner) remove(clientId)
    },
    setNode: (nodeId, states) => {
      const present = new Set(states.map(({ clientId }) => clientId))
      for (const [clientId, { nodeId: of, clock }] of elsewhere)
        if (of === nodeId && !present.has(clientId)) {
          elsewhere.delete(clientId)
          if (!here.has(clientId)) change({ clientId, clock, json: gone }, false)
        }
      for (const state of states) {
        const known = elsewhere.get(state.clientId)
        if (here.has(state.clientId) || (known && known.clock >= state.clock)) continue
        elsewhere.set(state.clientId, { clock: state.clock, json: state.json, nodeId })
        change(state, false)
      }
    },
    here: () => [...here].map(([clientId, { clock, json }]) => ({ clientId, clock, json })),
    takeChanges: () => {
      if (changed.size === 0) return undefined
      const message = presenceMessage([...changed.values()])
      changed.clear()
      return message
    },
    everybody: () => {
      const all = [...elsewhere, ...here].map(([clientId, { clock, json }]) => ({ clientId, clock, json }))
      return all.length > 0 ? presenceMessage(all) : undefined
    },
  }
}

/** Null for somebody who leaves, undefined for what is no presence. */
function parsePresence(json: string): FlowPresence | null | undefined {
  try {
    const raw: unknown = JSON.parse(json)
    return raw === null ? null : flowPresence.safeParse(raw).data
  } catch {
    return undefined
  }
}

const show = ({ person, readOnly }: PresentPerson, presence: FlowPresence): FlowAwareness => ({
  ...(readOnly ? onlyLooking(presence) : presence),
  user: person,
  readOnly,
})

const onlyLooking = ({ cur, sel, view }: FlowPresence): FlowPresence => ({
  ...(cur && { cur }),
  ...(sel && { sel }),
  ...(view && { view }),
})
