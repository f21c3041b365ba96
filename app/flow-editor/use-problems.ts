import { useEffect, useState } from 'react'
import { readFlowJson } from '#contract/flow-draft.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import type { Surroundings } from './form-context.tsx'

/** Long enough that typing is not held up by it, short enough to be called live. */
const pauseMs = 150

/** What keeps the flow from being published, as it is now. The server asks the same again. */
export function useProblems(
  { document, binding, showProblems }: FlowEditor,
  surroundings: Surroundings,
): readonly Problem[] {
  const [problems, setProblems] = useState<readonly Problem[]>([])
  useEffect(() => {
    const context = {
      fields: starterFields,
      people: new Set(surroundings.people.map(({ id }) => id)),
      calendars: new Set(surroundings.calendars.map(({ id }) => id)),
      allowPrivateHosts: surroundings.allowPrivateWebhooks,
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      const parsed = parseGraph(readFlowJson(document.doc))
      const found = parsed.ok ? validateGraph(parsed.graph, context, parsed.malformed) : []
      setProblems(found)
      showProblems(worstByNode(found))
    }
    const soon = () => {
      timer ??= setTimeout(look, pauseMs)
    }
    soon()
    const stop = binding.graph.observe(soon)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [document, binding, showProblems, surroundings])
  return problems
}

function worstByNode(problems: readonly Problem[]): Map<string, Problem['severity']> {
  const worst = new Map<string, Problem['severity']>()
  for (const { nodeId, severity } of problems)
    if (nodeId !== undefined && worst.get(nodeId) !== 'error') worst.set(nodeId, severity)
  return worst
}
