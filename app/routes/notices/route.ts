import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { answerNotices, answerRead } from './answer-notices.server.ts'

export const loader = (args: LoaderFunctionArgs) => answerNotices(args)

export const action = (args: ActionFunctionArgs) => answerRead(args)
