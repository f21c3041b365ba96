/** The pages on an engineer's phone. */
export const mobile = {
  title: '派单邀约',
  asked_other: '{{count}} 单等你答复',
  pool: '抢单池',
  work: '我的工单',
  workFailed: '没能读到我的工单。',
  retry: '重试',
  accept: '接单',
  decline: '不接',
  claim: '抢单',
  left: '还剩 {{time}} 答复',
  window: '约 {{from}}–{{to}} 上门',
  due: '{{time}} 前完成',
  done: {
    accept: '{{number}} 已接单。',
    decline: '{{number}} 已告知不接。',
    claim: '{{number}} 抢到了。',
  },
  taken: '{{number}} 已归 {{engineer}}。',
  nothing: { title: '现在没有要答复的', text: '有新邀约时会出现在这里，不用刷新。' },
  connection: { connecting: '连接中', live: '在线', away: '离线' },
  signOut: '退出登录',
} as const
