import type { Refusal, RejectionName } from '#domain/rejection.ts'

const statusOf: Partial<Record<RejectionName, number>> = {
  'not-allowed': 403,
  'flow-not-found': 404,
  'flow-version-not-found': 404,
}

/** What the flow editor asks for beside its document; a refusal keeps its name for the sentence on the screen. */
export const answerAsJson = (answer: { ok: true } | Refusal): Response =>
  Response.json(answer, {
    status: answer.ok ? 200 : (statusOf[answer.rejection.name] ?? 400),
    headers: { 'cache-control': 'no-store' },
  })
