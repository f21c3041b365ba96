export const frame = {
  settings: '设置',
  mainNavigation: '主导航',
  home: '回到调度台列表',
  skipToContent: '跳到内容',
  toDark: '切换到深色',
  toLight: '切换到浅色',
  /** In the other language on purpose: who cannot read this page must find it. */
  otherLanguage: 'English',
  switchLanguage: '切换为英文',
  personMenu: '{{name}}，账户菜单',
  appearance: '外观',
  themeLight: '浅色',
  themeDark: '深色',
  themeSystem: '跟随系统',
  hotkeys: '单键快捷键',
  signOut: '退出登录',
} as const
