import type { frame as chinese } from '../zh-CN/frame.ts'
import type { Words } from '../words.ts'

export const frame = {
  settings: 'Settings',
  mainNavigation: 'Main navigation',
  home: 'Back to the list of boards',
  skipToContent: 'Skip to content',
  toDark: 'Switch to dark',
  toLight: 'Switch to light',
  otherLanguage: '中文',
  switchLanguage: 'Switch to Chinese',
  personMenu: '{{name}}, account menu',
  appearance: 'Appearance',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeSystem: 'As the system',
  hotkeys: 'Single-key shortcuts',
  signOut: 'Sign out',
} as const satisfies Words<typeof chinese>
