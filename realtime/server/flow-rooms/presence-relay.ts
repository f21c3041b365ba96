import type { Relay } from '../redis-relay.ts'
import type { PresenceState } from './message.ts'
import type { RoomPresence } from './room-presence.ts'

type NodeMessage = { nodeId: string; flowId: string; states: readonly PresenceState[] }

/** Pointers move on other nodes ten times a second. */
const tellEveryMs = 100
const repeatEveryMs = 5_000
/** A node that died does not say goodbye: its people are forgotten after three repeats unheard. */
const forgetAfterMs = 15_000
const channel = 'paidan_flow_presence'

/** Shows the people of each node to the others, through Redis. All of it may be lost: everything is repeated. */
export function createPresenceRelay(options: {
  relay: Relay
  nodeId: string
  findPresence: (flowId: string) => RoomPresence | undefined
}) {
  const { relay, nodeId, findPresence } = options
  const waiting = new Set<string>()
  const open = new Set<string>()
  const heardAt = new Map<string, { flowId: string; nodeId: string; at: number }>()

  const tell = (flowId: string) => {
    const states = findPresence(flowId)?.here() ?? []
    if (states.length === 0) open.delete(flowId)
    else open.add(flowId)
    relay.publish(channel, JSON.stringify({ nodeId, flowId, states } satisfies NodeMessage))
  }
  const repeat = () => {
    for (const flowId of open) tell(flowId)
    const oldest = performance.now() - forgetAfterMs
    for (const [key, heard] of heardAt) {
      if (heard.at >= oldest) continue
      heardAt.delete(key)
      findPresence(heard.flowId)?.setNode(heard.nodeId, [])
    }
  }

  relay.subscribe(channel, (text) => {
    // Written by our own nodes only, so the shape is trusted.
    const message = JSON.parse(text) as NodeMessage
    const presence = findPresence(message.flowId)
    if (message.nodeId === nodeId || !presence) return
    presence.setNode(message.nodeId, message.states)
    heardAt.set(`${message.nodeId} ${message.flowId}`, { ...message, at: performance.now() })
  })
  const tellTimer = setInterval(() => {
    for (const flowId of waiting) tell(flowId)
    waiting.clear()
  }, tellEveryMs)
  const repeatTimer = setInterval(repeat, repeatEveryMs)

  return {
    change: (flowId: string) => {
      waiting.add(flowId)
    },
    close: () => {
      clearInterval(tellTimer)
      clearInterval(repeatTimer)
    },
  }
}
