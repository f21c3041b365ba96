import { createContext, useContext } from 'react'
import type { KeyedStore } from './keyed-store.ts'
import type { LiveFlow } from './live/live-flow.ts'
import type { DifferenceMark } from './versions/comparison.ts'
import type { createConnecting } from './ports.tsx'

export type Peer = { readonly name: string; readonly colour: number }

/** What lies on a node without being part of it. */
export type NodeMarks = {
  readonly problem?: 'error' | 'warning'
  /** Who has it selected besides me. */
  readonly selectedBy?: Peer
  /** Who has its form open. */
  readonly openBy?: readonly Peer[]
  readonly comments?: number
  /** How it differs from what it is compared with. */
  readonly difference?: DifferenceMark
  /** In a test run: the sample ticket stands here, or has been here. */
  readonly run?: 'here' | 'passed'
}

type CanvasContextValue = {
  readonly marks: KeyedStore<NodeMarks>
  /** The lines that a test run has taken. */
  readonly litLines: KeyedStore<true>
  readonly live: LiveFlow
  readonly edgeMarks: KeyedStore<DifferenceMark>
  readonly readOnly: boolean
  readonly connecting: ReturnType<typeof createConnecting>
  readonly openComments: (nodeId: string) => void
}

export const CanvasContext = createContext<CanvasContextValue | null>(null)

/** @throws outside the canvas. */
export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext)
  if (!value) throw new Error('this part of the canvas stands outside of it')
  return value
}
