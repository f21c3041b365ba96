import { useSyncExternalStore } from 'react'
import type { LiveFlow, LiveState } from './live-flow.ts'

export const useLive = (live: LiveFlow): LiveState => useSyncExternalStore(live.subscribe, live.getState)
