import type { NodeType } from './node-config.ts'

/** What a node is called that nobody has given a name. */
export const kindNames = {
  'zh-CN': {
    start: '开始',
    task: '任务',
    approval: '审批',
    'auto-assign': '自动派单',
    condition: '条件',
    fork: '并行',
    join: '汇合',
    timer: '计时',
    notify: '通知',
    'sub-ticket': '子工单',
    webhook: 'Webhook',
    end: '结束',
    group: '分组',
  },
  en: {
    start: 'Start',
    task: 'Task',
    approval: 'Approval',
    'auto-assign': 'Automatic dispatch',
    condition: 'Condition',
    fork: 'Fork',
    join: 'Join',
    timer: 'Timer',
    notify: 'Message',
    'sub-ticket': 'Sub-ticket',
    webhook: 'Webhook',
    end: 'End',
    group: 'Group',
  },
} as const satisfies Record<'zh-CN' | 'en', Record<NodeType, string>>
