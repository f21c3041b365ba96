import type { Colleague } from '#contract/wire.ts'
import type { Relay } from './redis-relay.ts'

/** Who is on a board, what they have open and what they drag: in memory only, forgotten when the connection ends. */
export type PresenceBook = {
  set: (boardId: string, colleague: Colleague) => void
  leave: (boardId: string, connectionId: string) => void
  close: () => void
}

export type PresenceOptions = {
  /** Everybody on the board, to everybody of this node who watches it. */
  deliver: (boardId: string, colleagues: readonly Colleague[]) => void
  /** Names this node among the others. */
  nodeId: string
  relay: Relay | null
}

type NodeMessage = { nodeId: string; boardId: string; colleagues: readonly Colleague[] }
type OtherNode = { colleagues: readonly Colleague[]; heardAt: number }

/** Drags move at the speed of a hand; five times a second is enough to follow one. */
const deliverEveryMs = 200
const repeatEveryMs = 5_000
/** A node that died does not say goodbye: its people are forgotten after three repeats unheard. */
const forgetAfterMs = 15_000
const channel = 'paidan_presence'

export function createPresenceBook({ deliver, nodeId, relay }: PresenceOptions): PresenceBook {
  const here = new Map<string, Map<string, Colleague>>()
  const elsewhere = new Map<string, Map<string, OtherNode>>()
  const changed = new Set<string>()
  const changedHere = new Set<string>()

  const change = (boardId: string) => {
    changed.add(boardId)
    changedHere.add(boardId)
  }

  const tell = (boardId: string) => {
    const message: NodeMessage = { nodeId, boardId, colleagues: [...(here.get(boardId)?.values() ?? [])] }
    relay?.publish(channel, JSON.stringify(message))
  }

  const deliverChanged = () => {
    for (const boardId of changedHere) tell(boardId)
    changedHere.clear()
    for (const boardId of changed) {
      if (!here.has(boardId)) continue
      const others = [...(elsewhere.get(boardId)?.values() ?? [])].flatMap(({ colleagues }) => colleagues)
      deliver(boardId, [...(here.get(boardId)?.values() ?? []), ...others])
    }
    changed.clear()
  }

  const repeat = () => {
    for (const boardId of here.keys()) tell(boardId)
    const oldest = performance.now() - forgetAfterMs
    for (const [boardId, nodes] of elsewhere)
      for (const [otherId, { heardAt }] of nodes) {
        if (heardAt >= oldest) continue
        nodes.delete(otherId)
        changed.add(boardId)
      }
  }

  relay?.subscribe(channel, (text) => {
    // Written by our own nodes only, so the shape is trusted.
    const message = JSON.parse(text) as NodeMessage
    if (message.nodeId === nodeId) return
    const nodes = elsewhere.get(message.boardId) ?? new Map<string, OtherNode>()
    elsewhere.set(message.boardId, nodes)
    if (message.colleagues.length === 0) nodes.delete(message.nodeId)
    else nodes.set(message.nodeId, { colleagues: message.colleagues, heardAt: performance.now() })
    if (nodes.size === 0) elsewhere.delete(message.boardId)
    changed.add(message.boardId)
  })
  const deliverTimer = setInterval(deliverChanged, deliverEveryMs)
  const repeatTimer = relay ? setInterval(repeat, repeatEveryMs) : undefined

  return {
    set: (boardId, colleague) => {
      const board = here.get(boardId) ?? new Map<string, Colleague>()
      here.set(boardId, board.set(colleague.connectionId, colleague))
      change(boardId)
    },
    leave: (boardId, connectionId) => {
      const board = here.get(boardId)
      if (!board?.delete(connectionId)) return
      if (board.size === 0) here.delete(boardId)
      change(boardId)
    },
    close: () => {
      clearInterval(deliverTimer)
      clearInterval(repeatTimer)
    },
  }
}
