import type { setup as chinese } from '../zh-CN/setup.ts'
import type { Words } from '../words.ts'

export const setup = {
  title: 'Create the first admin',
  subtitle: 'Nobody can sign in to {{organisation}} yet. This link works once.',
  name: 'Name',
  identifier: 'Login name or e-mail',
  password: 'Password',
  passwordHint: 'At least {{length}} characters',
  repeat: 'Password once more',
  submit: 'Create and sign in',
  nameMissing: 'Enter a name.',
  identifierMissing: 'Enter a login name or e-mail.',
  passwordShort: 'The password needs at least {{length}} characters.',
  passwordsDiffer: 'The two passwords are not the same.',
  linkUsed: 'This link has been used or has expired. Restart the server: its log shows a new one.',
} as const satisfies Words<typeof chinese>
