import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { id } from '#contract/fields.ts'
import { findNotices, markNoticesRead } from '#db/notice.ts'
import type { Notice } from '#domain/notice.ts'
import { refuse } from '#domain/rejection.ts'
import { asPerson } from '../../session/session.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

/** Nobody reads further back; the tickets themselves are on their boards. */
const mostShown = 30

export type NoticesAnswer = { serverNow: number; unread: number; notices: readonly Notice[] }

const readRequest = z.object({ ids: z.union([z.literal('all'), z.array(id).max(mostShown)]) })

export const answerNotices = (args: ActionFunctionArgs) =>
  asPerson(args, async ({ id: personId }) =>
    Response.json(await read(args, personId), { headers: { 'cache-control': 'no-store' } }),
  )

/** Answers what there is afterwards. */
export const answerRead = (args: ActionFunctionArgs) =>
  asPerson(args, async ({ id: personId }) => {
    const given = await readJsonBody(args.request)
    const parsed = readRequest.safeParse(given)
    if (!parsed.success) return Response.json(refuse({ name: 'wrong-field', field: 'ids' }), { status: 400 })
    const { database, now } = args.context
    await markNoticesRead(database.sql, personId, { ...parsed.data, at: now() })
    return Response.json(await read(args, personId))
  })

const read = async (
  { context: { database, now } }: Pick<ActionFunctionArgs, 'context'>,
  personId: string,
): Promise<NoticesAnswer> => ({ serverNow: now(), ...(await findNotices(database.sql, personId, mostShown)) })
