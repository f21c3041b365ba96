import type { LoaderFunctionArgs } from '@remix-run/node'
import { answerAsJson } from '../../flow-editor/answer-as-json.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { readVersion } from '../flows.$flowId_.versions/versions.server.ts'

/** What was published under a number. It never changes. */
export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const { flowId, number } = args.params
    return answerAsJson(await readVersion({ context: args.context, actor, flowId }, Number(number)))
  })
