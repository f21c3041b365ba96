export const settings = {
  used: {
    by: '用于 {{flow}} v{{number}}',
    byMore: '用于 {{flow}} v{{number}} 等 {{count}} 个版本',
    not: '未使用',
    keeps: '已发布的流程在用，不能删除',
  },
  nameMissing: '请填名称，最多 60 个字',
  save: '保存',
  saved: '已保存',
  cancel: '取消',
} as const
