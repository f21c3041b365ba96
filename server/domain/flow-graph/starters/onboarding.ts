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
  type Starter,
} from './draw.ts'

const name = both('新客户启用系列', 'Onboarding series')
const desk = { ...byRole('service-desk'), ...may('transfer', 'close') }

export const onboarding: Starter = {
  key: 'onboarding',
  name,
  about: both(
    '三天、一周、两周各跟进一次，用得少就上门',
    'Followed up after three days, a week and two weeks; little use brings a visit',
  ),
  graph: draw(
    name,
    {
      start: ['start', 0, 0, named('购买完成', 'Purchase completed')],
      welcome: [
        'notify',
        0,
        1,
        {
          ...named('欢迎消息', 'Welcome'),
          to: { kind: 'customer' },
          channel: 'sms',
          text: both('欢迎使用，我们会在三天内联系您', 'Welcome; we shall call within three days'),
        },
      ],
      'three-days': [
        'timer',
        0,
        2,
        { ...named('三天后', 'After three days'), ...inStage('waiting'), minutes: 4_320 },
      ],
      call: [
        'task',
        0,
        3,
        { ...named('首次回访', 'First call'), ...inStage('to-dispatch'), ...desk, ...limit(480, 60) },
      ],
      'one-week': [
        'timer',
        0,
        4,
        { ...named('一周后', 'After a week'), ...inStage('waiting'), minutes: 10_080 },
      ],
      check: [
        'task',
        0,
        5,
        {
          ...named('查看使用情况', 'Look at the use'),
          ...inStage('assigned'),
          ...desk,
          ...needs('form.usage'),
        },
      ],
      little: [
        'condition',
        0,
        6,
        { ...named('用得少？', 'Little used?'), ...branch('little', 1, both('是', 'Yes'), 'form.usage < 3') },
      ],
      visit: [
        'sub-ticket',
        1,
        6,
        {
          ...named('上门指导', 'Visit'),
          ...inStage('waiting'),
          title: both('上门指导使用', 'Visit to help with the use'),
          waits: true,
        },
      ],
      'two-weeks': [
        'timer',
        0,
        7,
        { ...named('两周后', 'After two weeks'), ...inStage('waiting'), minutes: 20_160 },
      ],
      satisfied: [
        'approval',
        0,
        8,
        {
          ...named('满意度确认', 'Satisfied?'),
          ...inStage('to-verify'),
          ...byCustomer,
          ...limit(4_320, 1_440),
          'onBreach.leave': { kind: 'leave' },
        },
      ],
      reminder: [
        'sub-ticket',
        0,
        9,
        {
          ...named('首次保养提醒', 'First service reminder'),
          title: both('首次保养', 'First service'),
          blocksClosing: false,
        },
      ],
      end: ['end', 0, 10, named('完结', 'Done')],
    },
    [
      ['start', 'done', 'welcome'],
      ['welcome', 'done', 'three-days'],
      ['three-days', 'done', 'call'],
      ['call', 'done', 'one-week'],
      ['one-week', 'done', 'check'],
      ['check', 'done', 'little'],
      ['little', 'little', 'visit'],
      ['little', 'else', 'two-weeks'],
      ['visit', 'done', 'two-weeks'],
      ['two-weeks', 'done', 'satisfied'],
      ['satisfied', 'approved', 'reminder'],
      ['satisfied', 'timed-out', 'reminder'],
      ['satisfied', 'rejected', 'visit'],
      ['reminder', 'done', 'end'],
    ],
  ),
}
