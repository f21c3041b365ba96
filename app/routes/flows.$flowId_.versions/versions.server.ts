import type { AppLoadContext } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import type { FlowVersionAnswer, FlowVersionsAnswer } from '#contract/flow-publishing.ts'
import { isFlowOpen } from '#db/flow-documents.ts'
import { findFlowVersionGraph, findFlowVersions } from '#db/flow-versions.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayReadFlows } from '#server/policies/flow.ts'

type Reading = { context: AppLoadContext; actor: Actor; flowId: string | undefined }

export async function listVersions(reading: Reading): Promise<FlowVersionsAnswer> {
  const admitted = await admit(reading)
  if (!admitted.ok) return admitted
  return { ok: true, versions: await findFlowVersions(reading.context.database.sql, admitted.flowId) }
}

export async function readVersion(reading: Reading, number: number): Promise<FlowVersionAnswer> {
  const admitted = await admit(reading)
  if (!admitted.ok) return admitted
  const isNumber = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31
  const graph =
    isNumber && (await findFlowVersionGraph(reading.context.database.sql, admitted.flowId, number))
  return graph ? { ok: true, graph } : refuse({ name: 'flow-version-not-found', number })
}

/** Whoever may read the flow may read all its versions. */
async function admit({
  context,
  actor,
  flowId: given,
}: Reading): Promise<{ ok: true; flowId: string } | Refusal> {
  if (!mayReadFlows(actor)) return refuse({ name: 'not-allowed' })
  const flowId = id.safeParse(given)
  const isThere = flowId.success && (await isFlowOpen(context.database.sql, flowId.data))
  return isThere ? { ok: true, flowId: flowId.data } : refuse({ name: 'flow-not-found' })
}
