import { useEffect, useState } from 'react'
import type { FlowEditor } from './flow-editor-engine.ts'
import type { Surroundings } from './form-context.tsx'
import { fetchJson } from './live/live-flow.ts'

/** Whoever goes through the nodes one by one does not ask for every one of them. */
const freshMs = 3_000

/**
 * A team or a colleague can come while a flow is open. They are asked for again when a node's form opens and when one comes back
 * to the page; until there is an answer, and without a line, what was known stays.
 */
export function useSurroundings(opened: Surroundings, editor: FlowEditor | null): Surroundings {
  const [surroundings, setSurroundings] = useState(opened)
  useEffect(() => {
    if (!editor) return undefined
    const { binding, flowId } = editor
    const stopped = new AbortController()
    let askedAt = -Infinity
    const ask = async () => {
      if (performance.now() - askedAt < freshMs) return
      askedAt = performance.now()
      const read = await fetchJson<Surroundings>(`/flows/${flowId}/surroundings`, stopped.signal)
      // The same object while nothing is new: all nodes and problems are worded by it.
      if (read) setSurroundings((before) => (isSame(before, read) ? before : read))
    }
    let shown = openForm(editor)
    const stop = binding.subscribe(() => {
      const next = openForm(editor)
      if (next !== shown && next !== undefined) void ask()
      shown = next
    })
    const onFocus = () => void ask()
    window.addEventListener('focus', onFocus)
    return () => {
      stop()
      stopped.abort()
      window.removeEventListener('focus', onFocus)
    }
  }, [editor])
  return surroundings
}

/** The node whose form is shown: the only one that is selected. */
function openForm({ binding }: FlowEditor): string | undefined {
  const [only, more] = binding.getSelection().nodes
  return more === undefined ? only : undefined
}

const isSame = (one: Surroundings, other: Surroundings): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
