export const imports = {
  title: '导入工单',
} as const
