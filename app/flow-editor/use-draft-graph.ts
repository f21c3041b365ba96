import { useEffect, useState } from 'react'
import { readFlowJson } from '#contract/flow-draft.ts'
import { parseGraph, type FlowGraph, type Malformed } from '#domain/flow-graph/graph.ts'
import type { FlowEditor } from './flow-editor-engine.ts'

export type DraftGraph = { graph: FlowGraph; malformed: readonly Malformed[] }

/** Read in the first pause of the hand, so that typing is not held up by it; after so long in any case. */
const pauseMs = 150
const mostMs = 1_000

/** The draft as it is now, in the form in which it is checked, compared and published. Undefined until it has come. */
export function useDraftGraph({ document, binding }: FlowEditor): DraftGraph | undefined {
  const [draft, setDraft] = useState<DraftGraph>()
  useEffect(() => {
    const { meta } = document.maps
    let timer: ReturnType<typeof setTimeout> | undefined
    let changedAt: number | undefined
    const read = () => {
      changedAt = undefined
      const parsed = parseGraph(readFlowJson(document.doc))
      setDraft(parsed.ok ? { graph: parsed.graph, malformed: parsed.malformed } : undefined)
    }
    const soon = () => {
      clearTimeout(timer)
      changedAt ??= performance.now()
      timer = setTimeout(read, Math.max(0, Math.min(pauseMs, changedAt + mostMs - performance.now())))
    }
    soon()
    const stop = binding.graph.observe(soon)
    meta.observe(soon)
    return () => {
      stop()
      meta.unobserve(soon)
      clearTimeout(timer)
    }
  }, [document, binding])
  return draft
}
