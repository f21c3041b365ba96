import { createWriteStream, type WriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { createI18n } from '#app/i18n/i18n.ts'
import { importFailureSentence, rowReasonSentence } from '#app/i18n/import-sentence.ts'
import { findBoards, type BoardSummary } from '#db/board.ts'
import { findHeads } from '#db/board-log.ts'
import type { Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { importMap, type ImportMap } from '#domain/import/import-map.ts'
import { countStep, emptyTally, type ImportTally } from '#domain/import/import-step.ts'
import { createCreateTickets } from '../commands/create-tickets.ts'
import { parseSettings } from '../env.ts'
import { importTickets } from '../import/import-tickets.ts'
import { nameId } from '../import/name-id.ts'
import { ImportStopped, openCsv } from '../import/read-csv.ts'
import { rejectedHeader, rejectedLine } from '../import/rejected-line.ts'
import { openDatabase } from './open-database.ts'
import { createProgressLine } from './progress-line.ts'

const usage = `
  npm run import -- tickets FILE.csv[.gz] --map MAP.json [--board NAME|ID] [--datum wgs84|gcj02|bd09]

  Reads tickets from a file into a board. The same file may be imported again: what is there already stays as it is.
  Rows that cannot be imported go to FILE.rejected.csv with their line and the reason. Maps: server/import/maps/.
`

const chinese = createI18n('zh-CN')
const english = createI18n('en')

/** What the person at the terminal can mend; everything else keeps its stack. */
class Mistake extends Error {}

type Order = { file: string; map: ImportMap; board: string | undefined }

async function readOrder(): Promise<Order> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { map: { type: 'string' }, board: { type: 'string' }, datum: { type: 'string' } },
  })
  const [what, file] = positionals
  if (what !== 'tickets' || file === undefined || values.map === undefined) throw new Mistake(usage)
  const map: unknown = JSON.parse(await readFile(values.map, 'utf8'))
  const parsed = importMap.safeParse(values.datum === undefined ? map : withDatum(map, values.datum))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  - ${path.join('.')}: ${message}`)
    throw new Mistake(`The map ${values.map} is wrong:\n${problems.join('\n')}`)
  }
  return { file, map: parsed.data, board: values.board }
}

const withDatum = (map: unknown, datum: string): unknown =>
  typeof map === 'object' && map !== null && 'place' in map && typeof map.place === 'object'
    ? { ...map, place: { ...map.place, datum } }
    : map

async function requireBoard({ sql }: Database, asked: string | undefined): Promise<BoardSummary> {
  const boards = await findBoards(sql, null)
  const found = boards.filter(({ id, name }) => asked === undefined || id === asked || name === asked)
  const [only, ...others] = found
  if (only && others.length === 0) return only
  const names = boards.map(({ id, name }) => `  ${id}  ${name}`).join('\n')
  throw new Mistake(
    boards.length === 0 ? 'There is no board yet.' : `Which board? Say --board with one of these:\n${names}`,
  )
}

type Result = { tally: ImportTally; failure: string | undefined; rejectedFile: string | undefined }

async function runImport(database: Database, { file, map }: Order, board: BoardSummary): Promise<Result> {
  // No doorbell here: the nodes that show this board look into its log twice a second anyway.
  const createTickets = createCreateTickets({
    sql: database.sql,
    now: Date.now,
    onCommitted: () => undefined,
  })
  const [head] = await findHeads(database.sql, [board.id])
  const actor = { kind: 'engine' as const, id: nameId(board.id, 'import'), name: '导入', boardId: board.id }
  const { records, share } = await openCsv(file, map)
  const rejected = createRejectedFile(`${file.replace(/(\.csv)?(\.gz)?$/, '')}.rejected.csv`)
  const progress = createProgressLine(process.stdout)
  let tally = emptyTally
  let failure: string | undefined
  try {
    const steps = importTickets(records, {
      boardId: board.id,
      map,
      createTickets: (commands) => createTickets(actor, board.id, commands),
      seqBefore: head?.seq ?? 0,
    })
    for await (const step of steps) {
      if (step.kind === 'header') rejected.begin(rejectedHeader(step.columns))
      if (step.kind === 'rejected')
        await rejected.write(
          rejectedLine(step, (reason) => [
            rowReasonSentence(chinese, reason),
            rowReasonSentence(english, reason),
          ]),
        )
      tally = countStep(tally, step)
      progress.show(share(), tally)
    }
    progress.show(1, tally)
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error
    failure = `${importFailureSentence(chinese, error.failure)}\n${importFailureSentence(english, error.failure)}`
  } finally {
    progress.end()
  }
  return { tally, failure, rejectedFile: await rejected.close() }
}

/** Made with the first bad row; one of an earlier import is taken away, so that it is not read as this one's. */
function createRejectedFile(path: string) {
  let header = ''
  let stream: WriteStream | undefined
  return {
    begin: (line: string) => {
      header = line
    },
    async write(line: string) {
      if (!stream) {
        stream = createWriteStream(path)
        // The byte order mark makes spreadsheets read the Chinese as UTF-8.
        stream.write(`\uFEFF${header}`)
      }
      if (!stream.write(line)) await once(stream, 'drain')
    },
    async close(): Promise<string | undefined> {
      if (!stream) {
        await rm(path, { force: true })
        return undefined
      }
      stream.end()
      await once(stream, 'finish')
      return path
    },
  }
}

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    console.log(usage)
    return 0
  }
  const order = await readOrder()
  const parsed = parseSettings(process.env)
  if (!parsed.ok) throw new Mistake(`These settings are wrong:\n${parsed.problems.join('\n')}`)
  const startedAt = performance.now()
  const { database, close } = await openDatabase(parsed.settings)
  try {
    await migrate(database)
    const board = await requireBoard(database, order.board)
    const { tally, failure, rejectedFile } = await runImport(database, order, board)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(
      `${board.name}: read ${tally.read}, created ${tally.created}, already there ${tally.alreadyThere}, ` +
        `rejected ${tally.rejected}, ${seconds} s`,
    )
    if (rejectedFile !== undefined) console.log(`Rejected rows: ${rejectedFile}`)
    if (failure !== undefined) console.error(failure)
    return failure === undefined ? 0 : 1
  } finally {
    await close()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const isForReaders = error instanceof Mistake || (error instanceof Error && 'code' in error)
  console.error(isForReaders ? error.message : error)
  process.exitCode = 2
}
