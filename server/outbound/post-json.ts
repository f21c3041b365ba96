import { lookup as lookUpName, type LookupAddress } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPrivateHost } from '#domain/flow-graph/private-address.ts'
import type { WebhookFailure } from '#domain/webhook.ts'

export type PostOptions = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** Whether machines inside may be called. */
  allowPrivate: boolean
  timeoutMs?: number
  /** How a name becomes addresses, where it is not the usual way. */
  resolve?: (hostname: string) => Promise<readonly LookupAddress[]>
}

export type PostAnswer = { ok: true; said: string } | { ok: false; failure: WebhookFailure }

/** Of what is answered so much is read; the rest is cut off. */
const mostBytes = 4_096

/**
 * Posts JSON to an address that somebody has typed in. What the name leads to is looked up once, checked, and that very
 * address is called: a name that leads elsewhere a moment later leads nowhere. Redirections are not followed.
 */
export function postJson({
  url: text,
  headers,
  body,
  allowPrivate,
  timeoutMs = 10_000,
  resolve: resolveName = resolveBySystem,
}: PostOptions): Promise<PostAnswer> {
  const url = new URL(text)
  if (!allowPrivate && isPrivateHost(url.hostname)) return Promise.resolve(isPrivate(url.hostname))
  const signal = AbortSignal.timeout(timeoutMs)
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Paidan',
        ...headers,
      },
      // No kept connection: it would lead to what was checked an hour ago.
      agent: false,
      lookup: checkedLookup(resolveName, allowPrivate),
      signal,
    })
    request.on('error', (error) => {
      if (error instanceof PrivateAddress) resolve(isPrivate(`${url.hostname} (${error.address})`))
      else if (signal.aborted) resolve(hasFailed({ kind: 'timed-out', seconds: timeoutMs / 1_000 }))
      else resolve(hasFailed({ kind: 'unreachable', message: error.message }))
    })
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response
      let said = ''
      const end = () => {
        resolve(answerOf(status, said.slice(0, mostBytes)))
        request.destroy()
      }
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        said += part
        if (said.length >= mostBytes) end()
      })
      // Cut off or too slow: the status has been said.
      response.on('error', end)
      response.on('end', end)
    })
    request.end(body)
  })
}

function answerOf(status: number, said: string): PostAnswer {
  if (status >= 200 && status < 300) return { ok: true, said }
  if (status >= 300 && status < 400) return hasFailed({ kind: 'redirected', status })
  return hasFailed({ kind: 'status', status, said: said.slice(0, 300) })
}

const hasFailed = (failure: WebhookFailure) => ({ ok: false as const, failure })
const isPrivate = (host: string) => hasFailed({ kind: 'private-address', host })

class PrivateAddress extends Error {
  readonly address: string
  constructor(address: string) {
    super(`${address} is an address inside`)
    this.address = address
  }
}

const resolveBySystem = (hostname: string): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) => {
    lookUpName(hostname, { all: true }, (error, addresses) => {
      if (error) reject(error)
      else resolve(addresses)
    })
  })

/** One private address among several is enough: which of them would be called is for chance to say. */
const checkedLookup =
  (resolveName: NonNullable<PostOptions['resolve']>, allowPrivate: boolean): LookupFunction =>
  (hostname, { all }, callback) => {
    resolveName(hostname).then(
      (addresses) => {
        const [first] = addresses
        const inside = allowPrivate ? undefined : addresses.find(leadsInside)
        if (inside) callback(new PrivateAddress(inside.address), '')
        else if (!first) callback(new Error(`${hostname} has no address`), '')
        else if (all) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    )
  }

/** The parser of URLs writes an address in the one form that is known to the check. */
const leadsInside = ({ address, family }: LookupAddress): boolean =>
  family === 6
    ? isPrivateHost(new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname)
    : isPrivateHost(address)
