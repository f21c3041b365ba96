import type { LoaderFunctionArgs } from '@remix-run/node'
import { answerAsJson } from '../../flow-editor/answer-as-json.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { listVersions } from './versions.server.ts'

/** Every version of a flow, with who runs on it. */
export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) =>
    answerAsJson(await listVersions({ context: args.context, actor, flowId: args.params['flowId'] })),
  )
