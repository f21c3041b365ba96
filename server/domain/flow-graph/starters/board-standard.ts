import { both, byHolder, byRole, draw, inStage, may, named, outcome, type Starter } from './draw.ts'

const done = both('完成', 'Done')
const back = both('退回', 'Back')
const office = byRole('dispatcher')
const open = may('return', 'transfer', 'close')

/** The flow on which boards have run from the beginning, drawn. `toBoardFlow` makes of it what is in `default-flow.ts`. */
export const boardStandard: Starter = {
  key: 'board-standard',
  name: both('标准派单', 'Standard dispatch'),
  about: both('受理、派单、在途、现场、验收', 'Intake, dispatch, travel, work, verification'),
  graph: draw(
    both('标准派单', 'Standard dispatch'),
    {
      start: ['start', 0, 1, named('新工单', 'New ticket')],
      intake: [
        'task',
        1,
        0,
        { ...named('受理', 'Intake'), ...inStage('intake'), ...byRole('service-desk'), ...open },
      ],
      'to-dispatch': [
        'task',
        1,
        1,
        {
          ...named('待派', 'To dispatch'),
          ...inStage('to-dispatch'),
          ...office,
          ...open,
          ...outcome('assigned', 1, both('已派', 'Assigned')),
          ...outcome('intake', 2, both('退回受理', 'Back to intake'), true),
        },
      ],
      assigned: [
        'task',
        2,
        1,
        {
          ...named('已派', 'Assigned'),
          ...inStage('assigned'),
          ...byHolder,
          ...open,
          ...outcome('leave', 1, both('出发', 'Leave')),
          ...outcome('arrive', 2, both('到场', 'Arrive')),
        },
      ],
      'en-route': [
        'task',
        3,
        1,
        {
          ...named('在途', 'En route'),
          ...inStage('en-route'),
          ...byHolder,
          ...open,
          ...outcome('arrive', 1, both('到场', 'Arrive')),
          ...outcome('back', 2, back, true),
        },
      ],
      'on-site': [
        'task',
        4,
        1,
        {
          ...named('现场', 'On site'),
          ...inStage('on-site'),
          ...byHolder,
          ...open,
          ...outcome('done', 1, done),
          ...outcome('parts', 2, both('等配件', 'Parts pending')),
          ...outcome('customer', 3, both('等客户', 'Customer pending')),
          ...outcome('back', 4, back, true),
        },
      ],
      'waiting-parts': [
        'task',
        4,
        0,
        { ...named('等配件', 'Parts pending'), ...inStage('waiting'), ...office, ...open },
      ],
      'waiting-customer': [
        'task',
        4,
        2,
        { ...named('等客户', 'Customer pending'), ...inStage('waiting'), ...office, ...open },
      ],
      'to-verify': [
        'task',
        5,
        1,
        {
          ...named('待验收', 'To verify'),
          ...inStage('to-verify'),
          ...byHolder,
          ...may('return', 'close'),
          ...outcome('closed', 1, both('验收', 'Verified')),
          ...outcome('rework', 2, both('返工', 'Rework'), true),
        },
      ],
      closed: ['end', 6, 1, named('已关闭', 'Closed')],
    },
    [
      ['start', 'done', 'to-dispatch'],
      ['intake', 'done', 'to-dispatch'],
      ['to-dispatch', 'assigned', 'assigned'],
      ['to-dispatch', 'intake', 'intake'],
      ['assigned', 'leave', 'en-route'],
      ['assigned', 'arrive', 'on-site'],
      ['en-route', 'arrive', 'on-site'],
      ['en-route', 'back', 'assigned'],
      ['on-site', 'done', 'to-verify'],
      ['on-site', 'parts', 'waiting-parts'],
      ['on-site', 'customer', 'waiting-customer'],
      ['on-site', 'back', 'en-route'],
      ['waiting-parts', 'done', 'on-site'],
      ['waiting-customer', 'done', 'on-site'],
      ['to-verify', 'closed', 'closed'],
      ['to-verify', 'rework', 'on-site'],
    ],
  ),
}
