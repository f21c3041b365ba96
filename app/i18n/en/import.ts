import type { imports as chinese } from '../zh-CN/import.ts'
import type { Words } from '../words.ts'

export const imports = {
  title: 'Import tickets',
} as const satisfies Words<typeof chinese>
