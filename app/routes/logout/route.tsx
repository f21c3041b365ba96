import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answering } from '../../session/session.server.ts'

export const loader = () => redirect('/')

export const action = ({ request, context }: ActionFunctionArgs) =>
  answering(async () => {
    await context.auth.signOut(context.readSessionToken(request.headers.get('cookie')))
    return redirect('/login', { headers: { 'set-cookie': context.writeSessionCookie('', 0) } })
  })
