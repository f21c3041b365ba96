import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { answerPublish, answerReview } from './publish.server.ts'

/** What would be published now: changes by author, what needs what, and problems. */
export const loader = (args: LoaderFunctionArgs) => answerReview(args)

export const action = (args: ActionFunctionArgs) => answerPublish(args)
