export const login = {
  title: '登录',
  subtitle: '{{organisation}} 的调度台',
  login: '登录名或邮箱',
  password: '密码',
  keep: '在这台电脑上保持登录 12 小时',
  submit: '登录',
  demo: '演示数据，直接以某个角色进入',
  loginMissing: '请填写登录名或邮箱。',
  passwordMissing: '请填写密码。',
} as const
