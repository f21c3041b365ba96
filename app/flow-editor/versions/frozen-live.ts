import type { GraphBinding } from '../graph-binding.ts'
import { createKeyedStore } from '../keyed-store.ts'
import { nothingLive, type LiveFlow } from '../live/live-flow.ts'

const stop = () => true

/** No tickets stand on a graph that is only looked at: what runs is shown on the draft. */
export const openFrozenLive = (flowId: string, binding: GraphBinding): LiveFlow => ({
  flowId,
  binding,
  standing: createKeyedStore(),
  heat: createKeyedStore(),
  getState: () => nothingLive,
  subscribe: () => stop,
  onHit: () => stop,
  serverNow: Date.now,
  plan: () => undefined,
  close: () => undefined,
})
