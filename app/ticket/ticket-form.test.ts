import { describe, expect, it } from 'vitest'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import { heldBy, noon, sampleTicket } from '../board/sample-board.ts'
import { moveOptions } from './move-options.ts'
import {
  changesOf,
  contentOf,
  differingFields,
  emptyForm,
  newTicketOf,
  rebaseForm,
  type NewTicketForm,
} from './ticket-form.ts'

const zone = 'Asia/Shanghai'
const id = '7b0c2a5e-6c1f-4e59-9d3a-0f1f6f1d2a10'
const boardId = '2ed6657d-e927-468b-95e1-2665a8aea6a2'
const base = sampleTicket({ id, boardId, address: '共和新路 2449 弄', dueAt: noon + 1234 })

describe('changesOf', () => {
  it('is empty when nothing was touched, though the input cannot show the seconds', () => {
    expect(changesOf(contentOf(base, zone), base, zone)).toEqual({ ok: true, value: {} })
  })

  it('holds only what was changed', () => {
    const form = { ...contentOf(base, zone), title: ' 空调不启动 ', windowFrom: '2025-11-21T14:00' }
    expect(changesOf(form, base, zone)).toEqual({
      ok: true,
      value: { title: '空调不启动', windowFrom: Date.UTC(2025, 10, 21, 6, 0) },
    })
  })

  it('holds the place when another one was picked', () => {
    const place = { lng: 121.51, lat: 31.24 }
    expect(changesOf({ ...contentOf(base, zone), place }, base, zone)).toEqual({ ok: true, value: { place } })
    expect(changesOf({ ...contentOf(base, zone), place: { ...base.place } }, base, zone)).toEqual({
      ok: true,
      value: {},
    })
  })

  it('says at the field what is wrong', () => {
    const form = contentOf(base, zone)
    const problems = (changes: Partial<typeof form>) => {
      const result = changesOf({ ...form, ...changes }, base, zone)
      return result.ok ? {} : result.problems
    }
    expect(problems({ title: '  ' })).toEqual({ title: { name: 'titleMissing' } })
    expect(problems({ title: 'x'.repeat(121) })).toEqual({ title: { name: 'tooLong', limit: 120 } })
    expect(problems({ dueAt: '' })).toEqual({ dueAt: { name: 'momentWrong' } })
    expect(problems({ windowFrom: '2025-11-21T14:00', windowTo: '2025-11-21T13:00' })).toEqual({
      windowTo: { name: 'windowReversed' },
    })
  })
})

describe('rebaseForm', () => {
  const latest = { ...base, title: '空调冒烟', address: '张杨路 500 号', version: 2 }

  it('keeps what was typed and takes over the rest', () => {
    const form = { ...contentOf(base, zone), title: '空调不启动' }
    expect(rebaseForm(form, base, latest, zone)).toMatchObject({
      title: '空调不启动',
      address: '张杨路 500 号',
    })
  })

  it('leaves exactly the typed fields to be sent', () => {
    const form = rebaseForm({ ...contentOf(base, zone), title: '空调不启动' }, base, latest, zone)
    expect(changesOf(form, latest, zone)).toEqual({ ok: true, value: { title: '空调不启动' } })
  })

  it('can say which fields the other one changed', () => {
    expect(differingFields(base, latest)).toEqual(['title', 'address'])
    expect(differingFields(base, { ...base, priority: 1 })).toEqual([])
  })
})

describe('newTicketOf', () => {
  const form: NewTicketForm = { ...emptyForm, title: '漏水', place: { lng: 121.4, lat: 31.2 } }
  const board = { id: boardId, timeZone: zone }
  const problems = (changes: Partial<NewTicketForm>) => {
    const result = newTicketOf({ ...form, ...changes }, id, board)
    return result.ok ? {} : result.problems
  }

  it('leaves the due time to the priority when none is given', () => {
    const result = newTicketOf(form, id, board)
    expect(result).toMatchObject({ ok: true, value: { ticketId: id, title: '漏水', customer: null } })
    expect(result.ok && 'dueAt' in result.value).toBe(false)
  })

  it('says everything that is wrong at once', () => {
    expect(
      problems({ title: '', place: null, customerPhone: '138', dueAt: 'soon', address: 'x'.repeat(301) }),
    ).toEqual({
      title: { name: 'titleMissing' },
      place: { name: 'placeMissing' },
      customerName: { name: 'customerMissing' },
      dueAt: { name: 'momentWrong' },
      address: { name: 'tooLong', limit: 300 },
    })
  })
})

describe('moveOptions', () => {
  const options = (nodeId: string, held: boolean) =>
    moveOptions(defaultFlow, { nodeId, assignment: held ? heldBy('a') : null }).map((node) => node.id)

  it('names every way that is open, one by one', () => {
    expect(options('on-site', true)).toEqual(['en-route', 'waiting-parts', 'waiting-customer', 'to-verify'])
    expect(options('to-dispatch', false)).toEqual(['intake'])
  })

  it('leaves out what a guard forbids', () => {
    expect(options('on-site', false)).toEqual(['waiting-parts', 'waiting-customer'])
    expect(options('closed', true)).toEqual([])
  })
})
