import {
  both,
  branch,
  byCustomer,
  byRole,
  draw,
  inStage,
  limit,
  may,
  named,
  needs,
  outcome,
  tellAtBreach,
  type Starter,
} from './draw.ts'

const name = both('投诉处理（含红色通道）', 'Complaint with red channel')
const answers = {
  ...outcome('solved', 1, both('已解决', 'Solved')),
  ...outcome('visit', 2, both('需要上门', 'Visit needed')),
}

export const complaint: Starter = {
  key: 'complaint',
  name,
  about: both(
    '紧急或重要客户的投诉三十分钟内由主管处理',
    'Urgent ones and those of important customers reach a supervisor within 30 minutes',
  ),
  graph: draw(
    name,
    {
      start: ['start', 0, 0, named('收到投诉', 'Complaint received')],
      red: [
        'condition',
        0,
        1,
        {
          ...named('走红色通道？', 'Red channel?'),
          ...branch('red', 1, both('红色', 'Red'), 'priority = 1 or customer.tier in ["vip", "key"]'),
        },
      ],
      alarm: [
        'notify',
        0,
        2,
        {
          ...named('通知主管', 'Call the supervisor'),
          to: { kind: 'role', role: 'supervisor' },
          channel: 'phone',
          text: both('红色投诉，请在三十分钟内处理', 'Red complaint: to be handled within 30 minutes'),
        },
      ],
      urgent: [
        'task',
        0,
        3,
        {
          ...named('主管处理', 'Handled by the supervisor'),
          ...inStage('to-dispatch'),
          ...byRole('supervisor'),
          ...may('transfer'),
          ...needs('form.solution'),
          ...limit(30, 10),
          'onWarning.priority': { kind: 'raise-priority' },
          ...tellAtBreach('admin', 'phone'),
          ...answers,
        },
      ],
      handle: [
        'task',
        1,
        3,
        {
          ...named('客服处理', 'Handled by the service desk'),
          ...inStage('to-dispatch'),
          ...byRole('service-desk'),
          ...may('transfer', 'close'),
          ...needs('form.solution'),
          ...limit(480, 60),
          ...tellAtBreach('supervisor', 'chat'),
          ...answers,
        },
      ],
      visit: [
        'sub-ticket',
        1,
        4,
        {
          ...named('上门工单', 'Visit'),
          ...inStage('waiting'),
          title: both('投诉上门', 'Visit after a complaint'),
          waits: true,
        },
      ],
      feedback: [
        'approval',
        0,
        5,
        {
          ...named('客户满意？', 'Customer satisfied?'),
          ...inStage('to-verify'),
          ...byCustomer,
          ...limit(2_880, 480),
          'onBreach.leave': { kind: 'leave' },
        },
      ],
      end: ['end', 0, 6, named('完结', 'Done')],
    },
    [
      ['start', 'done', 'red'],
      ['red', 'red', 'alarm'],
      ['red', 'else', 'handle'],
      ['alarm', 'done', 'urgent'],
      ['urgent', 'solved', 'feedback'],
      ['urgent', 'visit', 'visit'],
      ['handle', 'solved', 'feedback'],
      ['handle', 'visit', 'visit'],
      ['visit', 'done', 'feedback'],
      ['feedback', 'approved', 'end'],
      ['feedback', 'timed-out', 'end'],
      ['feedback', 'rejected', 'urgent'],
    ],
  ),
}
