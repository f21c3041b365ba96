export const board = {
  title: '{{board}} · 调度台',
} as const
