import type { Words } from '../words.ts'
import type { settings as original } from '../zh-CN/settings.ts'

export const settings = {
  used: {
    by: 'Used by {{flow}} v{{number}}',
    byMore: 'Used by {{flow}} v{{number}}, {{count}} versions in all',
    not: 'Not used',
    keeps: 'Published flows use it: it cannot be deleted',
  },
  nameMissing: 'A name, please, of at most 60 characters',
  save: 'Save',
  saved: 'Saved',
  cancel: 'Cancel',
} as const satisfies Words<typeof original>
