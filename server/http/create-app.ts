import { createRequestHandler } from '@remix-run/express'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express'
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { flowRoomsPath } from '#contract/flow-document.ts'
import { isDatabaseAway } from '#db/client.ts'
import { refuse } from '#domain/rejection.ts'
import { statusOfRefusal } from '#realtime/server/flow-rooms/flow-rooms.ts'
import { isOwnOrigin } from '../auth/origin.ts'
import { readSessionCookie, sessionCookie } from '../auth/session-cookie.ts'
import type { AdmitToFlow } from '../flow-rooms.ts'
import type { TravelStatus } from '../travel/refined-travel.ts'
import { deviceApi, type DeviceApiOptions } from './device-api.ts'
import type { PageContext } from './page-context.ts'
import type { Pages } from './pages.ts'

export type AppOptions = DeviceApiOptions & {
  context: Omit<PageContext, 'clientAddress' | 'readSessionToken' | 'writeSessionCookie'>
  /** Undefined in tests that need no pages. */
  pages: Pages | undefined
  publicOrigin: string | undefined
  admitToFlow: AdmitToFlow
  /** Answers quickly whether the parts are there. */
  checkHealth: () => Promise<{ database: boolean; doorbell: string; travel: TravelStatus }>
  log: Logger
}

export function createApp(options: AppOptions): Express {
  const { context, pages, publicOrigin, checkHealth, log } = options
  const app = express()
  app.disable('x-powered-by')
  // The proxy in front, if any, is on this machine or its private network; it tells address and protocol.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal')
  app.use(everyAnswer)
  app.get('/healthz', (_request, response, next) => {
    checkHealth()
      .then((health) => {
        response.status(health.database ? 200 : 503).json(health)
      })
      .catch(next)
  })
  app.use('/api/device', deviceApi(options))
  // A browser is not told why a WebSocket was refused; it asks here.
  app.get(`${flowRoomsPath}/:flowId`, (request, response, next) => {
    options
      .admitToFlow(request, request.params.flowId)
      .then((admission) => {
        if (admission.ok) response.status(204).end()
        else response.status(statusOfRefusal(admission)).json(admission)
      })
      .catch(next)
  })
  app.use(onlyOwnPagesMayChange(publicOrigin))
  if (pages) {
    app.use(...pages.assets)
    const answerPage = createRequestHandler({
      build: pages.build,
      mode: process.env.NODE_ENV,
      getLoadContext: (request: Request): PageContext => ({
        ...context,
        clientAddress: request.ip ?? 'unknown',
        readSessionToken: readSessionCookie,
        writeSessionCookie: (token, maxAgeSeconds) =>
          sessionCookie(token, request.secure || publicOrigin?.startsWith('https:') === true, maxAgeSeconds),
      }),
    })
    app.all('*', (request, response, next) => {
      answerPage(request, response, next).catch(next)
    })
  }
  app.use(answerFailure(log))
  return app
}

const everyAnswer: RequestHandler = (request, response, next) => {
  request.headers['x-request-id'] = randomUUID()
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
  })
  next()
}

/** Against requests forged by other sites: whatever changes something must come from one of our own pages. */
const onlyOwnPagesMayChange =
  (publicOrigin: string | undefined): RequestHandler =>
  (request, response, next) => {
    const safe = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
    if (safe || isOwnOrigin(request.headers.origin, request.headers.host, publicOrigin)) next()
    else response.status(403).json(refuse({ name: 'wrong-origin' }))
  }

const answerFailure =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const requestId = String(request.headers['x-request-id'])
    if (isDatabaseAway(error)) {
      response.status(503).json(refuse({ name: 'database-away' }))
      return
    }
    if (isBodyError(error)) {
      response
        .status(error.status)
        .json(
          refuse(error.status === 413 ? { name: 'frame-too-large' } : { name: 'wrong-field', field: 'body' }),
        )
      return
    }
    log.error({ err: error as unknown, requestId }, 'a request failed')
    response.status(500).json(refuse({ name: 'something-broke', commandId: requestId }))
  }

/** What express.json says of a body that is too large or no JSON. */
const isBodyError = (error: unknown): error is { status: 400 | 413 } =>
  error instanceof Error && 'status' in error && (error.status === 400 || error.status === 413)
