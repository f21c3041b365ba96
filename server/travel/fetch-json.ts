import type { TravelFailure } from './travel-provider.ts'

type JsonAnswer = { ok: true; status: number; body: unknown } | { ok: false; failure: TravelFailure }

/**
 * Asks an engine over HTTP. Engines say no with status 400 and a JSON body, which is the caller's to read; every other
 * status than 200 is a failure, as are silence, a cut line and what is no JSON.
 */
export async function fetchJson(
  url: URL,
  request: RequestInit & { signal: AbortSignal },
): Promise<JsonAnswer> {
  const { signal } = request
  try {
    const response = await fetch(url, request)
    const { status } = response
    if (status !== 200 && status !== 400) {
      // A body that nobody reads would hold the connection.
      await response.body?.cancel()
      return { ok: false, failure: { name: 'http-status', status } }
    }
    const text = await response.text()
    const body = parseJson(text)
    return body === undefined ? { ok: false, failure: { name: 'not-json' } } : { ok: true, status, body }
  } catch (error) {
    if (signal.aborted) return { ok: false, failure: { name: 'timed-out' } }
    return { ok: false, failure: { name: 'unreachable', detail: describe(error) } }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** fetch says "fetch failed" and keeps the reason in `cause`. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
