export const boards = {
  title: '调度台',
} as const
