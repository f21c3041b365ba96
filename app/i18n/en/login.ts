import type { login as chinese } from '../zh-CN/login.ts'
import type { Words } from '../words.ts'

export const login = {
  title: 'Sign in',
  subtitle: 'Dispatch for {{organisation}}',
  login: 'Login name or e-mail',
  password: 'Password',
  keep: 'Stay signed in on this computer for 12 hours',
  submit: 'Sign in',
  demo: 'Demo data: enter as a role',
  loginMissing: 'Enter your login name or e-mail.',
  passwordMissing: 'Enter your password.',
} as const satisfies Words<typeof chinese>
