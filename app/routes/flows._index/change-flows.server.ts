import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { flowDraft, flowLimits } from '#contract/flow-document.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { blank } from '#domain/flow-graph/starters/blank.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { archiveFlow } from '#server/commands/archive-flow.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import { mayEditFlows } from '#server/policies/flow.ts'
import { readFlowFile } from '../../flow-editor/flow-file.ts'
import { formText } from '../../session/form-text.ts'

type Changed = { ok: true; flowId: string | undefined } | Refusal

/** Makes a flow from one of the starters, or puts one away. Answers where to go then. */
export async function changeFlows(
  { database, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Actor,
  form: FormData,
): Promise<Changed> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  switch (formText(form, 'change')) {
    case 'create': {
      const name = formText(form, 'name').trim()
      if (name === '' || name.length > flowLimits.nameLength)
        return refuse({ name: 'wrong-field', field: 'name' })
      const graph = beginning(form)
      if (!graph) return refuse({ name: 'wrong-field', field: 'starter' })
      const draft = flowDraft.parse({ ...graph, meta: { schema: 1, name } })
      return createFlow(database, actor, { id: randomUUID(), draft, now: now() })
    }
    case 'archive': {
      const answer = await archiveFlow({ database, now }, actor, formText(form, 'flowId'))
      return answer.ok ? { ok: true, flowId: undefined } : answer
    }
    default:
      return refuse({ name: 'wrong-field', field: 'change' })
  }
}

/** What the flow is made from: a starter, or a file that the page has read already and whose flaws it has named. */
function beginning(form: FormData): FlowGraph | undefined {
  const chosen = formText(form, 'starter')
  if (chosen !== 'file') return [blank, ...starters].find(({ key }) => key === chosen)?.graph
  const read = readFlowFile(formText(form, 'file'))
  return read.ok ? read.graph : undefined
}
