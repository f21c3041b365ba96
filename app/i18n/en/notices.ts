import type { Words } from '../words.ts'
import type { notices as original } from '../zh-CN/notices.ts'

export const notices = {
  title: 'Messages',
  unread_one: 'Messages, 1 unread',
  unread_other: 'Messages, {{count}} unread',
  isUnread: 'Unread: ',
  loading: 'Reading messages…',
  none: 'No messages',
  hint: 'What flows have to tell you appears here.',
  readAll: 'Mark all read',
} as const satisfies Words<typeof original>
