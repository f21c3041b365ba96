import { data, redirect, type ActionFunctionArgs } from '@remix-run/node'
import type { Rejection } from '#domain/rejection.ts'
import { z } from 'zod'
import { locales } from '../../i18n/locale.ts'
import { localPath } from '../../local-path.ts'
import { preferenceCookies } from '../../preferences/preferences.ts'
import { themes } from '../../ui/theme.ts'

const changeSchema = z.object({
  locale: z.enum(locales).optional(),
  theme: z.enum(themes).optional(),
  hotkeys: z
    .enum(['on', 'off'])
    .transform((value) => value === 'on')
    .optional(),
})

/** Nobody comes here on purpose; an address typed or remembered leads home. */
export const loader = () => redirect('/')

/** With script the page posts from where it stays; without, the form names the page to go back to. */
export async function action({ request }: ActionFunctionArgs) {
  const form = Object.fromEntries(await request.formData())
  const change = changeSchema.safeParse(form)
  if (!change.success) {
    return Response.json(
      { name: 'wrong-field', field: String(change.error.issues[0]?.path[0]) } satisfies Rejection,
      { status: 400 },
    )
  }
  const { locale, theme, hotkeys } = change.data
  const headers = new Headers()
  const given = {
    ...(locale === undefined ? {} : { locale }),
    ...(theme === undefined ? {} : { theme }),
    ...(hotkeys === undefined ? {} : { hotkeys }),
  }
  for (const cookie of preferenceCookies(given)) headers.append('set-cookie', cookie)
  return 'returnTo' in form
    ? redirect(localPath(form['returnTo'], '/'), { headers })
    : data(null, { headers })
}
