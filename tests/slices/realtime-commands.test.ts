import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
let engineerId: string
let ana: TestBoardClient
let ben: TestBoardClient

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  const { database } = server
  boardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  ;[ana, ben] = await openTwoBoardClients(server, boardId)
  return () => {
    ana.close()
    ben.close()
  }
})

const createSeenByBoth = async () => {
  const input = newTicket()
  await ana.send('createTicket', input)
  await ben.until(({ confirmed }) => confirmed.has(input.ticketId))
  await ana.until(({ confirmed, pending }) => confirmed.has(input.ticketId) && pending.length === 0)
  return input.ticketId
}

describe('a command', () => {
  it('[C5] [P2] [E3] is shown at once, answered after the commit, and seen by the other', async () => {
    const input = newTicket()
    const answer = ana.send('createTicket', input)
    expect(ana.getState().shown.get(input.ticketId)).toMatchObject({ title: '空调不制冷', number: '' })
    expect(ana.getState().confirmed.has(input.ticketId)).toBe(false)
    expect(await answer).toEqual({ ok: true, seq: 1 })
    const { confirmed, remoteChanges } = await ben.until((state) => state.confirmed.has(input.ticketId))
    expect(confirmed.get(input.ticketId)?.number).not.toBe('')
    expect(remoteChanges.get(input.ticketId)).toMatchObject({ by: 'Ana' })
    const mine = await ana.until((state) => state.confirmed.has(input.ticketId) && state.pending.length === 0)
    expect(mine.confirmed).toEqual(confirmed)
    expect(mine.shown).toEqual(confirmed)
    expect(mine.remoteChanges.size).toBe(0)
  })

  it('[P5] [C6] may build on the one before it, without waiting for its answer', async () => {
    const ticketId = await createSeenByBoth()
    const answers = [
      ana.send('assignTicket', { ticketId, engineerId, expectedVersion: 1 }),
      ana.send('moveTicketStage', { ticketId, stage: 'en-route', expectedVersion: 2 }),
      ana.send('moveTicketStage', { ticketId, stage: 'on-site', expectedVersion: 3 }),
    ]
    expect(ana.getState().shown.get(ticketId)).toMatchObject({ stage: 'on-site', version: 4 })
    expect(await Promise.all(answers)).toEqual([2, 3, 4].map((seq) => ({ ok: true, seq })))
    const { confirmed } = await ben.until((state) => state.confirmed.get(ticketId)?.stage === 'on-site')
    expect(confirmed.get(ticketId)).toMatchObject({ version: 4, assignment: { engineerId } })
    await ana.until(({ pending }) => pending.length === 0)
    expect(ana.getState().shown).toEqual(confirmed)
  })

  it('[P4] [C7] of two people on the same ticket is done once; the other card goes back and says who', async () => {
    const ticketId = await createSeenByBoth()
    const other = await insertTestEngineer(server.database, boardId, { name: 'Li Na' })
    const [first, second] = await Promise.all([
      sendCommand(ana.socket, {
        name: 'assignTicket',
        input: { commandId: randomUUID(), boardId, ticketId, expectedVersion: 1, engineerId },
      }),
      sendCommand(ben.socket, {
        name: 'assignTicket',
        input: { commandId: randomUUID(), boardId, ticketId, expectedVersion: 1, engineerId: other },
      }),
    ])
    const winner = first.ok ? 'Ana' : 'Ben'
    expect(first.ok).not.toBe(second.ok)
    expect([first, second]).toContainEqual({
      ok: false,
      rejection: { name: 'version-stale', changedBy: winner },
    })
    await Promise.all(
      [ana, ben].map((client) => client.until(({ confirmed }) => confirmed.get(ticketId)?.version === 2)),
    )
    expect(ana.getState().confirmed.get(ticketId)?.changedBy).toBe(winner)
    expect(ana.getState().confirmed).toEqual(ben.getState().confirmed)
  })

  it('[C7] refused by the server goes back and stays listed until dismissed', async () => {
    const ticketId = await createSeenByBoth()
    const held = ben.send('cancelTicket', { ticketId, reason: '客户取消', expectedVersion: 1 })
    const late = ana.send('setTicketPriority', { ticketId, priority: 1, expectedVersion: 1 })
    const answers = [await held, await late]
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    await Promise.all([ana, ben].map((client) => client.until(({ pending }) => pending.length === 0)))
    await Promise.all(
      [ana, ben].map((client) => client.until(({ confirmed }) => confirmed.get(ticketId)?.version === 2)),
    )
    expect(ana.getState().shown).toEqual(ben.getState().shown)
    expect([...ana.getState().refused, ...ben.getState().refused]).toMatchObject([
      { rejection: { name: 'version-stale' } },
    ])
    for (const client of [ana, ben])
      for (const { commandId } of client.getState().refused) client.dismissRefusal(commandId)
    expect([...ana.getState().refused, ...ben.getState().refused]).toEqual([])
  })

  it('[P3] sent twice is done once; another person cannot take its id', async () => {
    const ticketId = await createSeenByBoth()
    const message = {
      name: 'addNote',
      input: { commandId: randomUUID(), boardId, ticketId, noteId: randomUUID(), text: '已联系客户' },
    }
    const [first, again] = await Promise.all([
      sendCommand(ana.socket, message),
      sendCommand(ana.socket, message),
    ])
    expect(first).toEqual({ ok: true, seq: 2 })
    expect(again).toEqual(first)
    expect(await sendCommand(ben.socket, message)).toEqual({
      ok: false,
      rejection: { name: 'command-id-taken' },
    })
    await ben.until(({ confirmed }) => confirmed.get(ticketId)?.noteCount === 1)
  })

  it('[P1] that cannot be parsed is answered by name and changes nothing', async () => {
    const refusalOf = async (message: unknown) => {
      const answer = await sendCommand(ana.socket, message)
      return answer.ok ? undefined : answer.rejection
    }
    const input = { ...newTicket(), commandId: randomUUID(), boardId }
    expect(await refusalOf({ name: 'dropTables', input })).toEqual({
      name: 'unknown-command',
      command: 'dropTables',
    })
    expect(await refusalOf('hello')).toEqual({ name: 'wrong-field', field: 'name' })
    expect(await refusalOf({ name: 'createTicket', input: { ...input, title: 7 } })).toEqual({
      name: 'wrong-field',
      field: 'title',
    })
    const place = { lng: 200, lat: 31 }
    expect(await refusalOf({ name: 'createTicket', input: { ...input, place } })).toEqual({
      name: 'impossible-coordinate',
    })
    const [log] = await server.database
      .sql`select count(*)::int as lines from board_event where board_id = ${boardId}`
    expect(log).toEqual({ lines: 0 })
  })

  it('[C5] that my own board refuses is answered at once and not sent', async () => {
    const ticketId = await createSeenByBoth()
    const sent: unknown[] = []
    ana.socket.onAnyOutgoing((event: string) => sent.push(event))
    const answer = ana.send('moveTicketStage', { ticketId, stage: 'on-site', expectedVersion: 1 })
    expect(ana.getState().pending).toEqual([])
    expect(await answer).toMatchObject({ ok: false, rejection: { name: 'no-transition' } })
    expect(ana.getState().refused).toMatchObject([{ rejection: { name: 'no-transition' } }])
    expect(sent).not.toContain('command')
  })

  it('[C11] of more than 60,000 bytes is not sent', async () => {
    const sent: unknown[] = []
    ana.socket.onAnyOutgoing((event: string) => sent.push(event))
    const answer = await ana.send('createTicket', newTicket({ description: '字'.repeat(20_000) }))
    expect(answer).toEqual({ ok: false, rejection: { name: 'frame-too-large' } })
    expect(ana.getState().pending).toEqual([])
    expect(sent).not.toContain('command')
  })

  it('[P6] [C9] sent too fast is told how long to wait, and the client sends it again', async () => {
    const ticketId = await createSeenByBoth()
    const limited = await new Promise<CommandAnswer>((resolve) => {
      const flood = () =>
        ana.socket.emit('command', {}, (answer: CommandAnswer) => {
          if (!answer.ok && answer.rejection.name === 'rate-limited') resolve(answer)
          else flood()
        })
      flood()
    })
    expect(limited).toEqual({ ok: false, rejection: { name: 'rate-limited', seconds: 1 } })
    const answers = Array.from({ length: 30 }, () =>
      ana.send('addNote', { ticketId, noteId: randomUUID(), text: '加急' }),
    )
    for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true)
    await ben.until(({ confirmed }) => confirmed.get(ticketId)?.noteCount === 30)
  })
})
