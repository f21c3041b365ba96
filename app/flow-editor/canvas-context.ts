import { createContext, useContext } from 'react'
import type { KeyedStore } from './keyed-store.ts'
import type { LiveFlow } from './live/live-flow.ts'
import type { DifferenceMark } from './versions/comparison.ts'

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
}

type CanvasContextValue = {
  readonly marks: KeyedStore<NodeMarks>
  readonly live: LiveFlow
  readonly edgeMarks: KeyedStore<DifferenceMark>
  readonly readOnly: boolean
  readonly openComments: (nodeId: string) => void
}

export const CanvasContext = createContext<CanvasContextValue | null>(null)

/** @throws outside the canvas. */
export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext)
  if (!value) throw new Error('this part of the canvas stands outside of it')
  return value
}
