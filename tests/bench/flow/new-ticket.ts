import { randomUUID } from 'node:crypto'
import type { NewTicketCommand } from '#server/commands/create-tickets.ts'

/** As a dispatcher in a hurry writes it down. */
export const newTicketCommand = (): NewTicketCommand => ({
  commandId: randomUUID(),
  ticketId: randomUUID(),
  externalId: null,
  title: '空调不制冷',
  description: '客户来电：开机约十分钟后停机，面板显示 E5。',
  priority: 2,
  requiredSkills: [],
  place: { lng: 121.47, lat: 31.23 },
  address: '浦东新区世纪大道 1 号',
  windowFrom: null,
  windowTo: null,
  source: 'phone',
  customer: null,
  assetId: null,
})
