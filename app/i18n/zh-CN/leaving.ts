export const leaving = {
  title: '放弃「{{name}}」的修改？',
  text: '修改还没有保存，离开后就没有了。',
  stay: '继续编辑',
  go: '放弃修改',
} as const
