import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCommand, type CommandAnswer } from '#contract/command.ts'
import { importMap } from '#domain/import/import-map.ts'
import type { ImportStep } from '#domain/import/import-step.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import type { NewTicketCommand } from '../commands/create-tickets.ts'
import { ImportStopped, openCsv } from './read-csv.ts'
import { importTickets, type ImportPorts } from './import-tickets.ts'
import { nameId } from './name-id.ts'

const fixtures = new URL('../../tests/fixtures/', import.meta.url)
const boardId = '7b0c2a5e-6c1f-4e59-9d3a-0f1f6f1d2a10'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

const readMap = async () =>
  importMap.parse(JSON.parse(await readFile(new URL('import-tickets.map.json', fixtures), 'utf8')))

/** Answers like the log of a board: numbers from `seq` on, the first answer for a command that comes again. */
function createLog(seq: number) {
  const answers = new Map<string, CommandAnswer>()
  return (commands: readonly NewTicketCommand[]): Promise<CommandAnswer[]> =>
    Promise.resolve(
      commands.map((command) => {
        const parsed = parseCommand({ name: 'createTicket', input: { ...command, boardId } })
        if (!parsed.ok) return parsed
        const answer = answers.get(command.commandId) ?? { ok: true, seq: (seq += 1) }
        answers.set(command.commandId, answer)
        return answer
      }),
    )
}

type Create = ImportPorts['createTickets']

const refuseAll =
  (rejection: Rejection): Create =>
  (commands) =>
    Promise.resolve(commands.map(() => refuse(rejection)))

async function run(path: string, createTickets: Create, seqBefore: number) {
  const map = await readMap()
  const { records, share } = await openCsv(path, map)
  const steps: Exclude<ImportStep, { kind: 'header' }>[] = []
  for await (const step of importTickets(records, { boardId, map, createTickets, seqBefore }))
    if (step.kind !== 'header') steps.push(step)
  return { steps, share: share() }
}

const failureOf = async (path: string, createTickets: Create = createLog(0)) => {
  const failure: unknown = await run(path, createTickets, 0).catch((error: unknown) => error)
  return failure instanceof ImportStopped ? failure.failure : failure
}

async function fileOf(name: string, content: string | Uint8Array) {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const header = '单号,故障现象,地址,经度,纬度,联系人,联系电话,优先级,报修时间,期限'
const goodRow = 'A,漏水,路,121.4,31.2,,,,,'

describe('importTickets', () => {
  const expected = [
    [2, 'created'],
    [3, 'created'],
    [4, 'rejected'],
    [5, 'rejected'],
    [6, 'rejected'],
    [7, 'rejected'],
    [8, 'already-there'],
    [9, 'created'],
  ]

  it('creates the good rows, and says line and reason of the bad ones', async () => {
    const { steps, share } = await run(fixtures.pathname + 'import-tickets.csv', createLog(10), 10)
    expect(steps.map(({ line, kind }) => [line, kind])).toEqual(expected)
    expect(share).toBe(1)
    expect(steps.flatMap((step) => (step.kind === 'rejected' ? [step.reason] : []))).toEqual([
      { from: 'row', problem: { name: 'bad-coordinate', value: '0, 0' } },
      { from: 'row', problem: { name: 'bad-date', field: 'createdAt', value: '2025-02-30 09:00' } },
      { from: 'row', problem: { name: 'field-empty', field: 'title' } },
      { from: 'row', problem: { name: 'wrong-column-count', expected: 10, found: 4 } },
    ])
  })

  it('creates nothing the second time', async () => {
    const log = createLog(10)
    await run(fixtures.pathname + 'import-tickets.csv', log, 10)
    const { steps } = await run(fixtures.pathname + 'import-tickets.csv', log, 13)
    expect(steps.filter(({ kind }) => kind === 'created')).toEqual([])
    expect(steps.filter(({ kind }) => kind === 'already-there')).toHaveLength(4)
  })

  it('takes a refusal that says so for already there', async () => {
    const { steps } = await run(
      await fileOf('taken.csv', `${header}\n${goodRow}\n`),
      refuseAll({ name: 'external-id-taken', externalId: 'A' }),
      0,
    )
    expect(steps).toEqual([{ kind: 'already-there', line: 2 }])
  })

  it('reads packed files, another encoding and a byte order mark', async () => {
    const packed = await fileOf('packed', gzipSync(await readFile(new URL('import-tickets.csv', fixtures))))
    expect((await run(packed, createLog(0), 0)).steps.map(({ line, kind }) => [line, kind])).toEqual(expected)
    const marked = await fileOf('marked.csv', `\uFEFF${header}\r\n${goodRow}\r\n`)
    expect((await run(marked, createLog(0), 0)).steps).toEqual([{ kind: 'created', line: 2 }])
    const gb18030 = Buffer.from('b5a5bac50a41', 'hex')
    const { records } = await openCsv(await fileOf('gb.csv', gb18030), {
      encoding: 'gb18030',
      delimiter: ',',
    })
    const lines: string[] = []
    for await (const { cells } of records) lines.push(cells.join())
    expect(lines).toEqual(['单号', 'A'])
  })

  it('sends the rows in batches, in the order of the file', async () => {
    const batches: number[] = []
    const log = createLog(0)
    const rows = Array.from({ length: 450 }, (_, index) => goodRow.replace('A', `A${index}`))
    const path = await fileOf('many.csv', [header, ...rows].join('\n'))
    const { steps } = await run(
      path,
      (commands) => {
        batches.push(commands.length)
        return log(commands)
      },
      0,
    )
    // The header is the first record of the first batch.
    expect(batches).toEqual([199, 200, 51])
    expect(steps).toEqual(rows.map((_, index) => ({ kind: 'created', line: index + 2 })))
  })

  it('stops when a refusal would meet every row', async () => {
    const path = await fileOf('refused.csv', `${header}\n${goodRow}\n`)
    expect(await failureOf(path, refuseAll({ name: 'not-allowed' }))).toEqual({
      name: 'refused',
      rejection: { name: 'not-allowed' },
    })
    const away = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))
    expect(await failureOf(path, away)).toEqual({ name: 'refused', rejection: { name: 'database-away' } })
  })

  it.each([
    ['an empty file', '', { name: 'file-empty' }],
    ['other columns', 'a,b\n1,2\n', expect.objectContaining({ name: 'columns-missing' })],
    ['a quote that never closes', `${header}\n${goodRow}\n"B,x\n`, { name: 'csv-broken', line: 3 }],
    [
      'a quote that never closes, far below',
      [header, ...Array.from({ length: 20 }, (_, index) => goodRow.replace('A', `A${index}`)), '"B,x'].join(
        '\n',
      ),
      { name: 'csv-broken', line: 22 },
    ],
    ['an endless record', `${header}\n"${'x'.repeat(2_000_000)}`, { name: 'csv-broken', line: 2 }],
    [
      'bytes of another encoding',
      Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xb5, 0xa5, 0x0a])]),
      { name: 'encoding-wrong', encoding: 'utf-8' },
    ],
    ['a broken package', gzipSync('a,b\n').subarray(0, 15), { name: 'gzip-broken' }],
  ])('names what is wrong with %s', async (name, content, failure) => {
    expect(await failureOf(await fileOf(name, content))).toEqual(failure)
  })
})

it('brings in every row above the broken one', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => goodRow.replace('A', `A${index}`))
  const path = await fileOf('broken-below.csv', [header, ...rows, '"B,x'].join('\n'))
  const created: NewTicketCommand[] = []
  const log = createLog(0)
  await failureOf(path, (commands) => {
    created.push(...commands)
    return log(commands)
  })
  expect(created).toHaveLength(rows.length)
})

describe('nameId', () => {
  it('is the UUID of version 5', () => {
    // The example of RFC 9562, appendix A.4.
    expect(nameId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    )
  })
})
