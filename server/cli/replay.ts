import { readFile } from 'node:fs/promises'
import { setEngine } from '#db/board-dispatch.ts'
import type { Database } from '#db/client.ts'
import { findNewestFlowVersion } from '#db/flow-versions.ts'
import { actorRef } from '#domain/actor.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { importMap } from '#domain/import/import-map.ts'
import boston from '#server/import/maps/boston-311.json' with { type: 'json' }
import { ImportStopped } from '#server/import/read-csv.ts'
import { parseReplayArguments, usage, type ReplayArguments } from './replay/arguments.ts'
import { countEnds, endsText } from './replay/count-ends.ts'
import { takeSeat } from './replay/board-seat.ts'
import { connectDevice } from './replay/device.ts'
import { openDatabaseBeside } from './replay/open-database.ts'
import { lockOut, prepareBoard, type PreparedBoard } from './replay/prepare-board.ts'
import { readRequests } from './replay/read-requests.ts'
import { replayDay } from './replay/replay-day.ts'
import { countInLog, createTally, type Tally } from './replay/tally.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function replay(given: ReplayArguments): Promise<boolean> {
  const map = importMap.parse(given.map ? JSON.parse(await readFile(given.map, 'utf8')) : boston)
  const { file, from, hours } = given
  const day = await readRequests(file, map, { day: given.day, from, hours })
  const prepared = await prepare(given, map.timeZone, day)
  say(`${day.requests.length} requests of ${day.day} at ${given.speed} times their speed`)
  say(`on a new board, ${prepared.name}: ${given.url}/boards/${prepared.boardId}`)

  const { boardId } = prepared
  const seats = new Map(
    await Promise.all(
      prepared.colleagues.map(
        async (colleague) =>
          [colleague.person.id, await takeSeat(given.url, { boardId, ...colleague })] as const,
      ),
    ),
  )
  const devices = new Map([...prepared.devices].map(([id, token]) => [id, connectDevice(given.url, token)]))
  const tally = createTally()
  const running = replayDay({
    prepared,
    day,
    hoursLong: given.hours,
    speed: given.speed,
    dispatcher: given.dispatcher,
    until: given.until,
    seats,
    devices,
    tally,
    say,
    onBroken: (error) => say(String(error)),
  })
  // The second Ctrl-C ends the program at once.
  const stop = () => {
    say('stopping: what was sent is waited for and checked; Ctrl-C again ends at once')
    running.stop()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await running.ended
  for (const seat of seats.values()) seat.close()
  for (const device of devices.values()) device.close()
  return checkLog(prepared, tally)
}

async function prepare(
  given: ReplayArguments,
  timeZone: string,
  { day, requests }: Awaited<ReturnType<typeof readRequests>>,
): Promise<PreparedBoard> {
  const database = await openDatabaseBeside()
  try {
    const name = given.board ?? `${given.map ? 'Replay' : 'Boston'} ${day}`
    const drawn = await findDrawn(database, given)
    const prepared = await prepareBoard(database, {
      ...{ name, timeZone, engineers: given.engineers, requests },
      drawn,
    })
    if (given.dispatcher === 'engine')
      await setEngine(database.kysely, {
        boardId: prepared.boardId,
        dispatchMode: 'auto',
        by: actorRef(prepared.person),
        at: Date.now(),
      })
    return prepared
  } finally {
    await database.close()
  }
}

/** @throws in words for the terminal, before anything is made */
async function findDrawn({ sql }: Database, { flow, speed }: ReplayArguments) {
  if (flow === undefined) return undefined
  const starter = starters.find(({ key }) => key === flow)
  if (starter) return { starter, speed }
  if (!(await findNewestFlowVersion(sql, flow))) throw new Error(`no version of flow ${flow} is published`)
  return { flowId: flow }
}

/** Whether everything that the server has promised to keep is kept. Opened anew: the database may have restarted since. */
async function checkLog(prepared: PreparedBoard, tally: Tally): Promise<boolean> {
  const database = await openDatabaseBeside()
  try {
    const ids = tally.acknowledgedIds()
    const found = await countInLog(database.sql, prepared.boardId, ids)
    await lockOut(database, prepared)
    say(endsText(await countEnds(database.sql, prepared.boardId)))
    say(`acknowledged ${ids.length}, found ${found}, lost ${ids.length - found}`)
    return found === ids.length
  } finally {
    await database.close()
  }
}

if (process.argv.includes('--help')) {
  process.stdout.write(usage)
  process.exit(0)
}
const parsed = parseReplayArguments(process.argv.slice(2))
if (!parsed.ok) {
  process.stderr.write(`${parsed.problems.join('\n')}\n\n${usage}`)
  process.exit(1)
}
try {
  process.exit((await replay(parsed.given)) ? 0 : 1)
} catch (error) {
  const text = error instanceof ImportStopped ? `the file cannot be read: ${error.message}` : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
