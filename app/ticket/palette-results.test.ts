import { describe, expect, it } from 'vitest'
import type { Engineer } from '#domain/engineer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { sampleEngineer, sampleTicket } from '../board/sample-board.ts'
import { findResults } from './palette-results.ts'

const byId = <Item extends { id: string }>(...items: Item[]) => new Map(items.map((item) => [item.id, item]))

const state: { engineers: Map<string, Engineer>; shown: Map<string, Ticket> } = {
  engineers: byId(
    sampleEngineer({ id: 'a', name: '周建国', skills: [{ skill: '燃气', level: 2 }] }),
    sampleEngineer({ id: 'b', name: '吴海峰' }),
  ),
  shown: byId(
    sampleTicket({ id: '043', title: '热水器打不着火', address: '共和新路 2449 弄' }),
    sampleTicket({ id: '007', title: '燃气灶改装', nodeId: 'closed' }),
    sampleTicket({ id: '008', title: '燃气灶熄火', customer: { id: 'c', name: '戴先生', phoneMasked: '' } }),
  ),
}
const actions = [
  { id: 'assign a', label: '把 1121-043 派给 周建国', run: () => undefined },
  { id: 'create', label: '新建工单', run: () => undefined },
]

const find = (query: string) => findResults(query, state, actions).map(({ id }) => id)

describe('findResults', () => {
  it('finds the command for the selected ticket by verb and name', () => {
    expect(find('派 建国')).toEqual(['action assign a'])
  })

  it('finds people before tickets, and open tickets before closed ones', () => {
    expect(find('燃气')).toEqual(['engineer a', 'ticket 008', 'ticket 007'])
  })

  it('finds tickets by number, customer and address', () => {
    expect(find('1121-043')).toEqual(['action assign a', 'ticket 043'])
    expect(find('戴先生')).toEqual(['ticket 008'])
    expect(find('共和新路')).toEqual(['ticket 043'])
  })

  it('shows the commands when nothing is typed', () => {
    expect(find(' ')).toEqual(['action assign a', 'action create'])
  })
})
