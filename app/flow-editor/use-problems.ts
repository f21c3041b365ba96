import { useEffect, useMemo } from 'react'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import type { Surroundings } from './form-context.tsx'
import type { DraftGraph } from './use-draft-graph.ts'

const none: readonly Problem[] = []

/** What keeps a draft from being published. The server asks the same again. */
export function useCheck(surroundings: Surroundings): (draft: DraftGraph) => readonly Problem[] {
  return useMemo(() => {
    const context = {
      fields: starterFields,
      people: new Set(surroundings.people.map(({ id }) => id)),
      teams: new Set(surroundings.teams.map(({ id }) => id)),
      calendars: new Set(surroundings.calendars.map(({ id }) => id)),
      allowPrivateHosts: surroundings.allowPrivateWebhooks,
    }
    return ({ graph, malformed }) => validateGraph(graph, context, malformed)
  }, [surroundings])
}

/** The problems of the draft as it is now, marked on its nodes. */
export function useProblems(
  { showProblems }: FlowEditor,
  surroundings: Surroundings,
  draft: DraftGraph | undefined,
): readonly Problem[] {
  const check = useCheck(surroundings)
  const problems = useMemo(() => (draft ? check(draft) : none), [check, draft])
  useEffect(() => showProblems(worstByNode(problems)), [showProblems, problems])
  return problems
}

function worstByNode(problems: readonly Problem[]): Map<string, Problem['severity']> {
  const worst = new Map<string, Problem['severity']>()
  for (const { nodeId, severity } of problems)
    if (nodeId !== undefined && worst.get(nodeId) !== 'error') worst.set(nodeId, severity)
  return worst
}
