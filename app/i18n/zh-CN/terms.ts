/** Words of the trade that many screens share: one word per thing. */
export const terms = {
  product: '派单',
  mark: '派',
  stage: {
    intake: '受理',
    'to-dispatch': '待派',
    assigned: '已派',
    'en-route': '在途',
    'on-site': '现场',
    waiting: '等待',
    'to-verify': '待验收',
    closed: '已关闭',
  },
  role: {
    admin: '管理员',
    supervisor: '主管',
    dispatcher: '调度员',
    'service-desk': '客服',
    engineer: '工程师',
  },
} as const
