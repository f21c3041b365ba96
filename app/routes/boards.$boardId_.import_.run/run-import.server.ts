import type { AppLoadContext } from '@remix-run/node'
import { findHeads } from '#db/board-log.ts'
import type { Actor } from '#domain/actor.ts'
import { importMap, type ImportMap } from '#domain/import/import-map.ts'
import { countStep, emptyTally, type ImportFailure, type ImportMessage } from '#domain/import/import-step.ts'
import { importTickets } from '#server/import/import-tickets.ts'
import { ImportStopped, openCsv } from '#server/import/read-csv.ts'
import { uploadLimitMegabytes } from '../boards.$boardId_.import/upload-limit.ts'
import { receiveUpload, type Upload } from './receive-upload.server.ts'

/** Often enough to look alive. */
const tellEveryMs = 100

/** Takes the upload in, then imports while the answer is being read. */
export async function runImport(
  context: AppLoadContext,
  actor: Actor,
  boardId: string,
  { body, signal }: Request,
): Promise<ReadableStream<Uint8Array>> {
  const upload = body ? await receiveUpload(body) : undefined
  if (!upload) return linesOf([failed({ name: 'file-too-large', limitMegabytes: uploadLimitMegabytes })])
  const map = readMap(upload.mapText)
  if (!map.ok) {
    await upload.remove()
    return linesOf([failed(map.failure)])
  }
  return linesOf(importMessages(context, { actor, boardId, map: map.map, upload, signal }))
}

type Run = { actor: Actor; boardId: string; map: ImportMap; upload: Upload; signal: AbortSignal }

async function* importMessages(
  { database: { sql }, createTickets, now }: AppLoadContext,
  { actor, boardId, map, upload, signal }: Run,
): AsyncGenerator<ImportMessage> {
  const startedAt = now()
  let toldAt = startedAt
  let tally = emptyTally
  try {
    const [head] = await findHeads(sql, [boardId])
    const { records, share } = await openCsv(upload.path, map)
    const steps = importTickets(records, {
      boardId,
      map,
      createTickets: (commands) => createTickets(actor, boardId, commands),
      seqBefore: head?.seq ?? 0,
    })
    for await (const step of steps) {
      if (signal.aborted) return
      tally = countStep(tally, step)
      if (step.kind === 'header' || step.kind === 'rejected') yield step
      if (now() - toldAt < tellEveryMs) continue
      toldAt = now()
      yield { kind: 'progress', share: share(), tally }
    }
    yield { kind: 'finished', tally, seconds: (now() - startedAt) / 1000 }
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error
    yield { ...failed(error.failure), tally }
  } finally {
    await upload.remove()
  }
}

const failed = (failure: ImportFailure): Extract<ImportMessage, { kind: 'failed' }> => ({
  kind: 'failed',
  failure,
  tally: emptyTally,
})

function readMap(text: string): { ok: true; map: ImportMap } | { ok: false; failure: ImportFailure } {
  const parsed = importMap.safeParse(parseJson(text))
  return parsed.success
    ? { ok: true, map: parsed.data }
    : { ok: false, failure: { name: 'map-wrong', field: parsed.error.issues[0]?.path.join('.') ?? '' } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** One line of JSON per message, made when the reader asks for it. */
function linesOf(
  messages: Iterable<ImportMessage> | AsyncIterable<ImportMessage>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = (async function* () {
    for await (const message of messages) yield encoder.encode(`${JSON.stringify(message)}\n`)
  })()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return()
    },
  })
}
