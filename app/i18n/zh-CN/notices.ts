export const notices = {
  title: '消息',
  unread_other: '消息，{{count}} 条未读',
  isUnread: '未读：',
  loading: '正在读取消息…',
  none: '没有消息',
  hint: '流程发给你的消息会出现在这里。',
  readAll: '全部标为已读',
} as const
