import type { setup as chinese } from '../zh-CN/setup.ts'
import type { Words } from '../words.ts'

export const setup = {
  title: 'Create the first admin',
  subtitle: 'Nobody can sign in yet. This link works once.',
  organisation: 'Company or team',
  name: 'Name',
  login: 'Login name or e-mail',
  password: 'Password',
  passwordHint: 'At least {{length}} characters',
  repeat: 'Password once more',
  submit: 'Create and sign in',
  organisationMissing: 'Enter the name of the company or team.',
  nameMissing: 'Enter a name.',
  loginMissing: 'Enter a login name or e-mail.',
  passwordsDiffer: 'The two passwords are not the same.',
  toLogin: 'Go to sign in',
} as const satisfies Words<typeof chinese>
