import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { withoutFiller } from './without-filler.server.ts'

const longestRenderMs = 10_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  // People see the page as soon as its frame is ready; a crawler takes it whole.
  const whole = remixContext.isSpaMode || isbot(request.headers.get('user-agent'))
  return new Promise((resolve, reject) => {
    let responseStatus = status
    let sent = false
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remixContext} url={request.url} />, {
      [whole ? 'onAllReady' : 'onShellReady']() {
        sent = true
        const body = withoutFiller()
        headers.set('content-type', 'text/html; charset=utf-8')
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }))
        pipe(body)
      },
      onShellError: reject,
      onError(error: unknown) {
        responseStatus = 500
        // Errors before the first byte come back through reject and are written down by handleError.
        if (sent) writeDown(error, request)
      },
    })
    setTimeout(abort, longestRenderMs).unref()
  })
}

/** What a loader or action threw without meaning to. Refusals are answers and do not come here as errors of ours. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  const answered = isRouteErrorResponse(error) && error.status < 500
  if (!request.signal.aborted && !answered) writeDown(error, request)
}

/** One line for machines, like those of the server's log; the id is the one that the error page shows. */
function writeDown(error: unknown, request: Request) {
  const line = {
    level: 50,
    time: Date.now(),
    requestId: request.headers.get('x-request-id'),
    path: new URL(request.url).pathname,
    err: error instanceof Error ? { message: error.message, stack: error.stack } : error,
    msg: 'a page failed',
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
