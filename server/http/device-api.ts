import express, { Router } from 'express'
import { id } from '#contract/fields.ts'
import { parsePositionReport, type PositionReport } from '#contract/position-report.ts'
import type { Actor } from '#domain/actor.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import { refuse } from '#domain/rejection.ts'
import type { Principal } from '../auth/auth.ts'

export type DeviceApiOptions = {
  findDevice: (token: string) => Promise<Principal | undefined>
  /** Answers how many fixes were newer than what was known. */
  report: (engineerId: string, report: PositionReport) => Promise<number>
  /** Where a ticket of the engineer stands on its drawn flow; null when it is none of theirs. */
  findOwnStand: (engineer: Actor, ticketId: string) => Promise<TicketStand | null>
}

/**
 * `POST /api/device/positions` with `Authorization: Bearer <device token>`: a batch of fixes of the token's engineer.
 * Answers `{ ok: true, accepted }`, or a named refusal; a device may forget what was answered with ok.
 *
 * `GET /api/device/tickets/<id>/stand`: where one of the engineer's tickets stands on its drawn flow, and what they may answer
 * there by `completeStep` and `decideApproval`.
 */
export function deviceApi({ findDevice, report, findOwnStand }: DeviceApiOptions): Router {
  const router = Router()
  router.post('/positions', express.json({ limit: '64kb' }), (request, response, next) => {
    void (async () => {
      const device = await findDevice(readBearer(request.headers.authorization) ?? '')
      if (!device) {
        response.status(401).json(refuse({ name: 'device-unknown' }))
        return
      }
      const parsed = parsePositionReport(request.body)
      if (parsed.ok) response.json({ ok: true, accepted: await report(device.actor.id, parsed.report) })
      else response.status(400).json(parsed)
    })().catch(next)
  })
  router.get('/tickets/:ticketId/stand', (request, response, next) => {
    void (async () => {
      const device = await findDevice(readBearer(request.headers.authorization) ?? '')
      if (!device) {
        response.status(401).json(refuse({ name: 'device-unknown' }))
        return
      }
      const { ticketId } = request.params
      const stand = id.safeParse(ticketId).success ? await findOwnStand(device.actor, ticketId) : null
      if (stand) response.set('cache-control', 'no-store').json(stand)
      else response.status(404).json(refuse({ name: 'ticket-not-found' }))
    })().catch(next)
  })
  return router
}

export const readBearer = (header: string | undefined): string | undefined =>
  header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
