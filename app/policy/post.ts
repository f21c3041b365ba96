import type { PolicyAnswer, PolicyChange, PreviewAnswer, PreviewQuestion } from './policy-change.ts'

/** Throws without a connection, or when led away to the sign-in page: nothing has been changed then. */
async function post(url: string, given: unknown, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
    // A last save goes out although the page is being left.
    keepalive: signal === undefined,
    ...(signal ? { signal } : {}),
  })
  if (response.redirected || (!response.ok && response.status !== 400))
    throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

export const postChange = async (policyId: string, change: PolicyChange): Promise<PolicyAnswer> =>
  (await post(`/settings/policies/${policyId}/change`, change)) as PolicyAnswer

export const postPreview = async (
  policyId: string,
  question: PreviewQuestion,
  signal: AbortSignal,
): Promise<PreviewAnswer> =>
  (await post(`/settings/policies/${policyId}/preview`, question, signal)) as PreviewAnswer
