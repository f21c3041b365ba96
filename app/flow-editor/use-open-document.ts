import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { FlowDocument, FlowDocumentState } from '#realtime/client/flow-document.ts'
import type { Comments } from './comments.ts'

export const useDocumentState = (document: FlowDocument): FlowDocumentState =>
  useSyncExternalStore(document.subscribe, document.getState)

/** One fact of it: every stroke is unsaved for a moment, and most of the screen has nothing to do with that. */
export const useDocumentFact = <Fact extends keyof FlowDocumentState>(
  document: FlowDocument,
  fact: Fact,
): FlowDocumentState[Fact] => useSyncExternalStore(document.subscribe, () => document.getState()[fact])

/** How many changes I have made since the server had confirmed them all; each gesture and each stroke counts. */
export function useWaitingChanges(document: FlowDocument): number {
  const [count, setCount] = useState(0)
  const waiting = useRef(0)
  useEffect(() => {
    const onChange = (
      _update: Uint8Array,
      _origin: unknown,
      _doc: unknown,
      { local }: { local: boolean },
    ) => {
      if (!local) return
      waiting.current += 1
      setCount(waiting.current)
    }
    const onState = () => {
      if (document.getState().unsaved) return
      waiting.current = 0
      setCount(0)
    }
    document.doc.on('update', onChange)
    const stop = document.subscribe(onState)
    return () => {
      document.doc.off('update', onChange)
      stop()
    }
  }, [document])
  return count
}

export function useFlowName({ maps }: FlowDocument): string {
  const read = () => {
    const name = maps.meta.get('name')
    return typeof name === 'string' ? name : ''
  }
  return useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        maps.meta.observe(listener)
        return () => maps.meta.unobserve(listener)
      },
      [maps],
    ),
    read,
  )
}

/** Whether there is a change of mine to take back, or to make again. */
export function useUndoState({ undo }: FlowDocument): { canUndo: boolean; canRedo: boolean } {
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const name of undoEvents) undo.on(name, listener)
      return () => {
        for (const name of undoEvents) undo.off(name, listener)
      }
    },
    [undo],
  )
  return {
    canUndo: useSyncExternalStore(subscribe, () => undo.canUndo()),
    canRedo: useSyncExternalStore(subscribe, () => undo.canRedo()),
  }
}

const undoEvents = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const

/** How many comments on the whole canvas are open. */
export const useOpenComments = ({ subscribe, getAll }: Comments): number =>
  useSyncExternalStore(subscribe, getAll).filter(({ resolved }) => resolved !== true).length
