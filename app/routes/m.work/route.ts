import type { LoaderFunctionArgs } from '@remix-run/node'
import { asEngineer } from '../../session/session.server.ts'
import { findOwnWork } from './own-work.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asEngineer(args, async (actor) =>
    Response.json(await findOwnWork(args.context, actor), { headers: { 'cache-control': 'no-store' } }),
  )
