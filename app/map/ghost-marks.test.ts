import { expect, it } from 'vitest'
import { ghostPlace } from './ghost-marks.ts'
import type { MapTicket } from './map-view.ts'

const ticket: MapTicket = {
  id: 't',
  ref: 1,
  lng: 121.4,
  lat: 31.2,
  stage: 'to-dispatch',
  priority: 2,
  sla: 'on-track',
  assigneeId: null,
  quiet: false,
  heatWeight: 0,
}
const positions = new Map([['e', { lng: 121.5, lat: 31.3, headingDegrees: null, ageSeconds: 0 }]])
const ghost = (overEngineerId: string | null) => ({ ticketId: 't', overEngineerId, by: '林晓', caption: '' })

it('another’s drag is seen at the engineer under it, else where the ticket is', () => {
  expect(ghostPlace(ghost('e'), [ticket], positions)).toMatchObject({ lng: 121.5 })
  expect(ghostPlace(ghost(null), [ticket], positions)).toMatchObject({ lng: 121.4 })
  expect(ghostPlace(ghost('nowhere'), [ticket], positions)).toMatchObject({ lng: 121.4 })
  expect(ghostPlace(ghost(null), [], positions)).toBeNull()
})
