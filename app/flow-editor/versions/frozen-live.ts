import type { GraphBinding } from '../graph-binding.ts'
import { createKeyedStore } from '../keyed-store.ts'
import type { LiveFlow, LiveState } from '../live/live-flow.ts'

const state: LiveState = { occupancy: undefined, connection: 'connecting', published: null, impacts: [] }
const stop = () => true

/** No tickets stand on a graph that is only looked at: what runs is shown on the draft. */
export const openFrozenLive = (flowId: string, binding: GraphBinding): LiveFlow => ({
  flowId,
  binding,
  standing: createKeyedStore(),
  heat: createKeyedStore(),
  getState: () => state,
  subscribe: () => stop,
  onHit: () => stop,
  serverNow: Date.now,
  plan: () => undefined,
  close: () => undefined,
})
