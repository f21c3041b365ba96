import { describe, expect, it } from 'vitest'
import { compileGraph } from '../flow-graph/compile.ts'
import { both, branch, byHolder, draw, may, named } from '../flow-graph/starters/draw.ts'
import { isBehindApproval } from './standing.ts'

type Nodes = Parameters<typeof draw>[1]
type Ways = Parameters<typeof draw>[2]

const between = (nodes: Nodes, ways: Ways) =>
  compileGraph(
    draw(
      both('流程', 'Flow'),
      {
        start: ['start', 0, 0, named('开始', 'Start')],
        triage: ['task', 1, 0, { ...named('分诊', 'Triage'), ...may('transfer') }],
        work: ['task', 5, 0, { ...named('上门', 'Visit'), ...byHolder }],
        end: ['end', 6, 0, named('完结', 'Done')],
        ...nodes,
      },
      [['start', 'done', 'triage'], ['work', 'done', 'end'], ...ways],
    ),
    { flowId: 'flow', number: 1 },
  )

const approval: Nodes = { approve: ['approval', 3, 0, named('审批', 'Approve')] }
const parallel: Nodes = {
  fork: ['fork', 2, 0, named('并行', 'At once')],
  ...approval,
  parts: ['task', 3, 1, named('查配件', 'Check parts')],
  join: ['join', 4, 0, named('汇合', 'Join')],
}

describe("[F4] the holder's work is behind an approval", () => {
  it('that lies on the only way to it, also the one on which the ticket stands', () => {
    const version = between(approval, [
      ['triage', 'done', 'approve'],
      ['approve', 'approved', 'work'],
      ['approve', 'rejected', 'triage'],
    ])
    expect(isBehindApproval(version, 'triage', 'work')).toBe(true)
    expect(isBehindApproval(version, 'approve', 'work')).toBe(true)
  })

  it('that is asked in one branch of a fork, whatever the other branches are', () => {
    const version = between(parallel, [
      ['triage', 'done', 'fork'],
      ['fork', 'branches', 'approve'],
      ['fork', 'branches', 'parts'],
      ['approve', 'approved', 'join'],
      ['approve', 'rejected', 'join'],
      ['parts', 'done', 'join'],
      ['join', 'done', 'work'],
    ])
    expect(isBehindApproval(version, 'triage', 'work')).toBe(true)
    expect(isBehindApproval(version, 'join', 'work')).toBe(false)
  })

  it('that is asked beside it', () => {
    const version = between(parallel, [
      ['triage', 'done', 'fork'],
      ['fork', 'branches', 'approve'],
      ['fork', 'branches', 'work'],
      ['approve', 'approved', 'join'],
      ['approve', 'rejected', 'join'],
      ['work', 'done', 'join'],
      ['join', 'done', 'end'],
    ])
    expect(isBehindApproval(version, 'triage', 'work')).toBe(true)
  })

  it('that a condition asks of some tickets only: nobody is put around the condition', () => {
    const dear = { ...named('贵吗', 'Dear?'), ...branch('yes', 1, both('是', 'Yes'), 'priority = 1') }
    const version = between({ ...approval, dear: ['condition', 2, 0, dear] }, [
      ['triage', 'done', 'dear'],
      ['dear', 'yes', 'approve'],
      ['dear', 'else', 'work'],
      ['approve', 'approved', 'work'],
      ['approve', 'rejected', 'triage'],
    ])
    expect(isBehindApproval(version, 'triage', 'work')).toBe(true)
  })
})

it('[F4] what comes only after the work, or leads back by a refusal, keeps nobody from it', () => {
  const version = between({ ...approval, wait: ['task', 4, 1, named('等配件', 'Wait for parts')] }, [
    ['triage', 'done', 'work'],
    ['work', 'done', 'approve'],
    ['approve', 'approved', 'end'],
    ['approve', 'rejected', 'wait'],
    ['wait', 'done', 'work'],
  ])
  expect(isBehindApproval(version, 'triage', 'work')).toBe(false)
  expect(isBehindApproval(version, 'wait', 'work')).toBe(false)
})
