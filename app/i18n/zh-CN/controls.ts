/** Words inside the design system's own parts. */
export const controls = {
  close: '关闭',
  cancel: '取消',
  dismiss: '收起提示',
  notifications: '操作提示',
  required: '必填',
  remove: '移除 {{label}}',
  showPassword: '显示密码',
  hidePassword: '隐藏密码',
} as const
