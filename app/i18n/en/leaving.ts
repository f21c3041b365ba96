import type { Words } from '../words.ts'
import type { leaving as original } from '../zh-CN/leaving.ts'

export const leaving = {
  title: 'Leave the changes of “{{name}}”?',
  text: 'They are not saved, and will be gone.',
  stay: 'Go on editing',
  go: 'Discard them',
} as const satisfies Words<typeof original>
