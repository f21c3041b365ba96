import express, { Router } from 'express'
import { parsePositionReport, type PositionReport } from '#contract/position-report.ts'
import { refuse } from '#domain/rejection.ts'
import type { Principal } from '../auth/auth.ts'

export type DeviceApiOptions = {
  findDevice: (token: string) => Promise<Principal | undefined>
  /** Answers how many fixes were newer than what was known. */
  report: (engineerId: string, report: PositionReport) => Promise<number>
}

/**
 * `POST /api/device/positions` with `Authorization: Bearer <device token>`: a batch of fixes of the token's engineer.
 * Answers `{ ok: true, accepted }`, or a named refusal; a device may forget what was answered with ok.
 */
export function deviceApi({ findDevice, report }: DeviceApiOptions): Router {
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
  return router
}

export const readBearer = (header: string | undefined): string | undefined =>
  header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
