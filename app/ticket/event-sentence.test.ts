import { describe, expect, it } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { noon, sampleTicket } from '../board/sample-board.ts'
import { createI18n } from '../i18n/i18n.ts'
import { eventSentence } from './event-sentence.ts'

const names: Record<string, string> = { a: '周建国', b: '吴海峰' }
const facts = { flow: defaultFlow, engineerName: (id: string) => names[id] }

const sentences = (event: TicketEvent) => {
  const entry: BoardEvent = {
    seq: 1,
    at: noon,
    commandId: 'c',
    actor: { kind: 'person', id: 'p', name: '赵敏' },
    event,
  }
  return [createI18n('zh-CN'), createI18n('en')].map((i18n) => eventSentence(i18n, entry, facts))
}

const ticketId = 't'
const landing = { nodeId: 'assigned', stage: 'assigned' } as const

describe('eventSentence', () => {
  it.each<[TicketEvent, string, string]>([
    [
      { type: 'ticketCreated', ticketId, ticket: sampleTicket({ id: 't', source: 'qr' }) },
      '赵敏 建单（扫码报修）',
      '赵敏 created the ticket (Scanned code)',
    ],
    [
      { type: 'ticketEdited', ticketId, changes: { address: 'x', title: 'y' } },
      '赵敏 修改了标题、地址',
      '赵敏 changed title, address',
    ],
    [
      { type: 'ticketReassigned', ticketId, engineerId: 'b', previousEngineerId: 'a', ...landing },
      '赵敏 从 周建国 改派给 吴海峰',
      '赵敏 reassigned it from 周建国 to 吴海峰',
    ],
    [
      { type: 'ticketAssigned', ticketId, engineerId: 'gone', ...landing },
      '赵敏 派给 一位工程师',
      '赵敏 assigned it to an engineer',
    ],
    [
      { type: 'ticketMoved', ticketId, fromNodeId: 'on-site', nodeId: 'waiting-parts', stage: 'waiting' },
      '赵敏 从「现场」转到「等配件」',
      '赵敏 moved it from “On site” to “Parts pending”',
    ],
    [
      { type: 'ticketPrioritySet', ticketId, priority: 1, previous: 2, dueAt: noon },
      '赵敏 将优先级从 P2 改为 P1',
      '赵敏 set the priority from P2 to P1',
    ],
    [
      { type: 'ticketCancelled', ticketId, reason: '重复', nodeId: 'cancelled', stage: 'closed' },
      '赵敏 取消了工单：重复',
      '赵敏 cancelled the ticket: 重复',
    ],
  ])('tells what happened in both languages', (event, chinese, english) => {
    expect(sentences(event)).toEqual([chinese, english])
  })
})
