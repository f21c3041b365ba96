import type { login as chinese } from '../zh-CN/login.ts'
import type { Words } from '../words.ts'

export const login = {
  title: 'Sign in',
  subtitle: 'Dispatch for {{organisation}}',
  identifier: 'Login name or e-mail',
  password: 'Password',
  stay: 'Stay signed in on this computer for 12 hours',
  submit: 'Sign in',
  demo: 'Demo data: enter as a role',
  wrongCredentials: 'That login name or password is not right. Please try again.',
  identifierMissing: 'Enter your login name or e-mail.',
  passwordMissing: 'Enter your password.',
} as const satisfies Words<typeof chinese>
