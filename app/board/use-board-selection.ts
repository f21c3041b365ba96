import { useCallback, useEffect, useState } from 'react'
import { keepExisting, nothingSelected, selectOne, selectRange, toggleOne } from './selection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** Which tickets the next command is for, and which one the keys are on. */
export function useBoardSelection(
  shown: ReadonlyMap<string, Ticket>,
  columns: readonly (readonly string[])[],
) {
  const [selection, setSelection] = useState(nothingSelected)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  useEffect(() => {
    setSelection((current) => keepExisting(current, (id) => shown.has(id)))
  }, [shown])

  const only = useCallback((id: string) => setSelection(selectOne(id)), [])
  const toggle = useCallback((id: string) => setSelection((current) => toggleOne(current, id)), [])
  const extendTo = useCallback(
    (id: string) => setSelection((current) => selectRange(current, id, columns)),
    [columns],
  )
  const all = useCallback(
    (ids: readonly string[]) => setSelection({ ids: new Set(ids), anchor: ids[0] ?? null }),
    [],
  )
  const clear = useCallback(() => setSelection(nothingSelected), [])
  return { ids: selection.ids, only, toggle, extendTo, all, clear, focusedId, setFocusedId }
}
