import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { answerMigrations, answerOrder } from './migrations.server.ts'

export const loader = (args: LoaderFunctionArgs) => answerMigrations(args)

export const action = (args: ActionFunctionArgs) => answerOrder(args)
