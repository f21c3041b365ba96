import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Rejection } from '#domain/rejection.ts'
import { shortestPassword } from '#domain/shortest-password.ts'
import { formText } from '../../session/form-text.ts'
import { answering } from '../../session/session.server.ts'
import { SetupScreen } from './setup-screen.tsx'

type Answer = { error: Rejection }
const wrongField = (field: string): Answer => ({ error: { name: 'wrong-field', field } })

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  answering(async () => ({
    shortestPassword,
    error: (await context.auth.isSetupOpen(params['token'] ?? ''))
      ? undefined
      : ({ name: 'setup-link-used' } as const),
  }))

export const action = ({ request, params, context }: ActionFunctionArgs) =>
  answering(async (): Promise<Answer> => {
    const form = await request.formData()
    const given = {
      organisation: formText(form, 'organisation'),
      name: formText(form, 'name'),
      login: formText(form, 'login'),
      password: formText(form, 'password'),
    }
    for (const field of ['organisation', 'name', 'login'] as const)
      if (given[field].trim() === '') return wrongField(field)
    if (given.password !== formText(form, 'repeat')) return wrongField('repeat')
    const made = await context.auth.setUp(params['token'] ?? '', given)
    if (!made.ok) return { error: made.rejection }
    throw redirect('/boards', {
      headers: { 'set-cookie': context.writeSessionCookie(made.token, made.maxAgeSeconds) },
    })
  })

export default function Setup() {
  const { error, ...props } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <SetupScreen {...props} error={answer?.error ?? error} />
}
