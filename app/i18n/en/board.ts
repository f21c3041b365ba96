import type { board as chinese } from '../zh-CN/board.ts'
import type { Words } from '../words.ts'

export const board = {
  title: '{{board}} · Board',
} as const satisfies Words<typeof chinese>
