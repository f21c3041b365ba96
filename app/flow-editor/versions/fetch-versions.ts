import type {
  FlowReviewAnswer,
  FlowVersionAnswer,
  FlowVersionRow,
  FlowVersionsAnswer,
  PublishAnswer,
  PublishRequest,
} from '#contract/flow-publishing.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'

/** @throws without a connection, or when led away to the sign-in page. A refusal is an answer. */
async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init)
  const isAnswer = response.ok || [400, 403, 404].includes(response.status)
  if (response.redirected || !isAnswer) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

/** @throws also when it is refused: who has the flow open may read its versions. */
export async function fetchVersions(flowId: string): Promise<readonly FlowVersionRow[]> {
  const answer = (await ask(`/flows/${flowId}/versions`)) as FlowVersionsAnswer
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.versions
}

/** A version never changes, so each is asked for once. */
const versions = new Map<string, Promise<FlowGraph>>()

/** @throws when there is no such version as well. */
export function fetchVersionGraph(flowId: string, number: number): Promise<FlowGraph> {
  const url = `/flows/${flowId}/versions/${number}`
  const known = versions.get(url)
  if (known) return known
  const asked = ask(url).then((raw) => {
    const answer = raw as FlowVersionAnswer
    if (!answer.ok) throw new Error(answer.rejection.name)
    return answer.graph
  })
  versions.set(url, asked)
  asked.catch(() => versions.delete(url))
  return asked
}

export const fetchReview = async (flowId: string): Promise<FlowReviewAnswer> =>
  (await ask(`/flows/${flowId}/publish`)) as FlowReviewAnswer

export const postPublish = async (
  flowId: string,
  request: Omit<PublishRequest, 'changeIds'> & { changeIds?: readonly string[] },
): Promise<PublishAnswer> =>
  (await ask(`/flows/${flowId}/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })) as PublishAnswer
