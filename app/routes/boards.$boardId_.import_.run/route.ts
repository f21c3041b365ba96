import type { ActionFunctionArgs } from '@remix-run/node'
import { requireImportBoardId } from '../boards.$boardId_.import/load-import.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { runImport } from './run-import.server.ts'

/**
 * The body is one line of JSON, the map of the columns, and then the file as it is; the answer is one line of JSON per
 * message. Closing the connection stops the import.
 */
export const action = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const boardId = requireImportBoardId(actor, args.params['boardId'])
    return new Response(await runImport(args.context, actor, boardId, args.request), {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        // A proxy that gathers or packs the answer would turn the progress into one jump.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  })
