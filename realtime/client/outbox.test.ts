import { describe, expect, it } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import type { CommandMessage } from '#contract/command.ts'
import {
  addCommand,
  commandIdOf,
  findPending,
  findSendable,
  markSent,
  markWaiting,
  takeAnswer,
  takeEvents,
  type Outbox,
} from './outbox.ts'

const note = (commandId: string): CommandMessage => ({
  name: 'addNote',
  input: { commandId, boardId: 'board', ticketId: 'ticket', noteId: commandId, text: '' },
})
const eventOf = (seq: number, commandId: string): BoardEvent => ({
  seq,
  at: 0,
  commandId,
  actor: { kind: 'person', id: 'ana', name: 'Ana' },
  event: { type: 'noteAdded', ticketId: 'ticket', noteId: commandId, text: '' },
})
const given = (...commandIds: string[]): Outbox =>
  commandIds.reduce<Outbox>((outbox, commandId) => addCommand(outbox, note(commandId), 0), [])
const sent = (...commandIds: string[]) => markSent(given(...commandIds), new Set(commandIds))
const idsOf = (outbox: Outbox) => outbox.map(commandIdOf)

describe('my commands under way', () => {
  it('[C8] are sent in the order in which I gave them, no more than the window at once', () => {
    const outbox = given('a', 'b', 'c')
    expect(idsOf(findSendable(outbox, 2))).toEqual(['a', 'b'])
    expect(idsOf(findSendable(markSent(outbox, new Set(['a', 'b'])), 2))).toEqual([])
    expect(idsOf(findSendable(markSent(outbox, new Set(['a'])), 2))).toEqual(['b'])
  })

  it('[C8] [C9] wait again after a cut, all of them and in the same order', () => {
    const outbox = markWaiting(sent('a', 'b'), () => true)
    expect(idsOf(findSendable(outbox, 9))).toEqual(['a', 'b'])
    expect(
      idsOf(
        findSendable(
          markWaiting(sent('a', 'b'), (id) => id === 'b'),
          9,
        ),
      ),
    ).toEqual(['b'])
  })

  it('[C6] are shown until the answer refuses', () => {
    const refusal = { ok: false, rejection: { name: 'pinned', engineer: 'Wu' } } as const
    expect(idsOf(takeAnswer(sent('a', 'b'), 'a', refusal, 0))).toEqual(['b'])
  })

  it('[C6] are shown until the event comes, when the answer is first', () => {
    const accepted = takeAnswer(sent('a'), 'a', { ok: true, seq: 7 }, 5)
    expect(idsOf(findPending(accepted))).toEqual(['a'])
    expect(idsOf(takeEvents(accepted, [eventOf(6, 'x')], 6))).toEqual(['a'])
    expect(takeEvents(accepted, [eventOf(7, 'a')], 7)).toEqual([])
    expect(
      idsOf(
        findSendable(
          markWaiting(accepted, () => true),
          9,
        ),
      ),
    ).toEqual([])
  })

  it('[C6] [C9] are no longer shown when the event is first, but sent again if the answer is lost', () => {
    const applied = takeEvents(sent('a'), [eventOf(7, 'a')], 7)
    expect(findPending(applied)).toEqual([])
    expect(
      idsOf(
        findSendable(
          markWaiting(applied, () => true),
          9,
        ),
      ),
    ).toEqual(['a'])
    expect(takeAnswer(applied, 'a', { ok: true, seq: 7 }, 7)).toEqual([])
  })

  it('[C6] leave with an answer that the log has reached already, or that changed nothing', () => {
    expect(takeAnswer(sent('a'), 'a', { ok: true, seq: 7 }, 9)).toEqual([])
    expect(takeAnswer(sent('a'), 'a', { ok: true, seq: null }, 0)).toEqual([])
  })
})
