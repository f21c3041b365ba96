import { both, byHolder, byRole, draw, edit, inStage, may, named, needs, type Starter } from './draw.ts'

const name = both('三步流程', 'Three steps')

/** For a small team: accept, dispatch, do and settle. */
export const threeSteps: Starter = {
  key: 'three-steps',
  name,
  about: both(
    '受理、派单、处理结算：二十人以下的团队够用了',
    'Accept, dispatch, settle: enough for a team under twenty',
  ),
  graph: draw(
    name,
    {
      start: ['start', 0, 0, named('新工单', 'New ticket')],
      accept: [
        'task',
        0,
        1,
        { ...named('受理', 'Accept'), ...inStage('intake'), ...byRole('service-desk'), ...may('close') },
      ],
      dispatch: [
        'task',
        0,
        2,
        {
          ...named('派单', 'Dispatch'),
          ...inStage('to-dispatch'),
          ...byRole('dispatcher'),
          ...may('return', 'transfer', 'close'),
        },
      ],
      settle: [
        'task',
        0,
        3,
        {
          ...named('处理与结算', 'Work and settle'),
          ...inStage('on-site'),
          ...byHolder,
          vacant: { kind: 'go-to', nodeId: 'dispatch' },
          ...may('return', 'transfer'),
          ...needs('form.solution'),
          ...edit('form.cost'),
        },
      ],
      end: ['end', 0, 4, named('完结', 'Done')],
    },
    [
      ['start', 'done', 'accept'],
      ['accept', 'done', 'dispatch'],
      ['dispatch', 'done', 'settle'],
      ['settle', 'done', 'end'],
    ],
  ),
}
