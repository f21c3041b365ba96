import { randomUUID } from 'node:crypto'
import { findNewestFlowVersion } from '#db/flow-versions.ts'
import type { Transaction } from '#db/client.ts'
import { findSubTicketDepth, type SubTicketRow } from '#db/sub-ticket.ts'
import { takeTicketNumbers } from '#db/ticket.ts'
import type { DecisionContext } from '#domain/decide/board-facts.ts'
import { decideCreateTicket } from '#domain/decide/decide-ticket-content.ts'
import type { FlowEffect } from '#domain/flow/flow-input.ts'
import { localTime } from '#domain/instant.ts'
import type { Desk } from './desk.ts'
import { findStart } from './running-flows.ts'

type OpenSubTicket = Extract<FlowEffect, { kind: 'open-sub-ticket' }>

/** A flow that opens tickets on itself would never end. */
const deepest = 5

/**
 * A ticket of its own for the same customer at the same place, on the flow that the node names or else that of the board.
 * Too deep a nest opens nothing: for the parent that is as if it were done.
 */
export async function openSubTicket(
  tx: Transaction,
  desk: Desk,
  { ticketId, effect: { key, title, flowId } }: { ticketId: string; effect: OpenSubTicket },
  { context, opened }: { context: DecisionContext; opened: readonly SubTicketRow[] },
): Promise<SubTicketRow | undefined> {
  const parent = desk.ticket(ticketId)
  const above = opened.find((row) => row.ticketId === ticketId)?.depth
  const depth = (above ?? (await findSubTicketDepth(tx, ticketId))) + 1
  if (depth > deepest) {
    desk.run(ticketId, { kind: 'sub-ticket-closed', key })
    return undefined
  }
  const { board } = desk.facts
  const newest = flowId === null ? undefined : await findNewestFlowVersion(tx, flowId)
  const flow = flowId !== null && newest ? { id: flowId, number: newest.number } : board.flow
  const startsOn = flow ? await findStart(tx, flow, parent.customer) : undefined
  const day = localTime(context.now, board.timeZone).date
  const [number = ''] = await takeTicketNumbers(tx, board.id, [day])
  const { description, priority, place, address, district, customer, asset, source } = parent
  const decision = decideCreateTicket(
    {
      ...desk.facts,
      board: { ...board, flow },
      ...{ number, district, customer, asset, externalIdTaken: false, startsOn },
    },
    {
      ticketId: randomUUID(),
      title: title['zh-CN'] || title.en || parent.title,
      ...{ description, priority, place, address, source },
      requiredSkills: parent.requiredSkills,
      ...{ windowFrom: null, windowTo: null, externalId: null },
    },
    context,
  )
  const [made] = decision.ok ? decision.events : []
  if (!decision.ok || !made) throw new Error('a sub-ticket that nothing forbids was refused')
  desk.take(decision)
  return { ticketId: made.ticketId, boardId: board.id, parentId: parent.id, key, depth }
}
