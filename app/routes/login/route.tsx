import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { refuse } from '#domain/rejection.ts'
import { localPath } from '../../local-path.ts'
import { formText } from '../../session/form-text.ts'
import { answering } from '../../session/session.server.ts'
import { LoginScreen } from './login-screen.tsx'
import { findOrganisation } from './organisation.server.ts'

export const loader = ({ request, context }: LoaderFunctionArgs) =>
  answering(async () => {
    const next = localPath(new URL(request.url).searchParams.get('next'), '/boards')
    const known = await context.auth.findPrincipal(context.readSessionToken(request.headers.get('cookie')))
    if (known) throw redirect(next)
    return {
      next,
      organisation: await findOrganisation(context),
      demoPeople: await context.auth.findDemoPeople(),
    }
  })

export const action = ({ request, context }: ActionFunctionArgs) =>
  answering(async () => {
    const form = await request.formData()
    const text = (name: string) => formText(form, name)
    const attempt = async () => {
      if (text('intent') === 'demo') return context.auth.signInDemo(text('personId'))
      for (const field of ['login', 'password'])
        if (text(field).trim() === '') return refuse({ name: 'wrong-field', field })
      return context.auth.signIn(
        { login: text('login'), password: text('password'), keep: text('keep') === 'on' },
        context.clientAddress,
      )
    }
    const signedIn = await attempt()
    if (!signedIn.ok) return { error: signedIn.rejection }
    throw redirect(localPath(text('next'), '/boards'), {
      headers: { 'set-cookie': context.writeSessionCookie(signedIn.token, signedIn.maxAgeSeconds) },
    })
  })

export default function Login() {
  const props = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <LoginScreen {...props} error={answer?.error} />
}
