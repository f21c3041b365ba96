import type { controls as chinese } from '../zh-CN/controls.ts'
import type { Words } from '../words.ts'

export const controls = {
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  notifications: 'Notifications',
  required: 'required',
  remove: 'Remove {{label}}',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
} as const satisfies Words<typeof chinese>
