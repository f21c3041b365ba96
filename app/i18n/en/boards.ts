import type { boards as chinese } from '../zh-CN/boards.ts'
import type { Words } from '../words.ts'

export const boards = {
  title: 'Boards',
} as const satisfies Words<typeof chinese>
