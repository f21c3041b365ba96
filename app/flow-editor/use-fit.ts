import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import type { GraphBinding } from './graph-binding.ts'

/** Brings the whole flow into view. */
export function useFit(binding: GraphBinding): () => void {
  const { setViewport } = useReactFlow()
  const { getState } = useStoreApi()
  return useCallback(() => void setViewport(binding.fit(getState())), [binding, getState, setViewport])
}
