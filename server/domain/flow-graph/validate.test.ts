import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateGraph } from './validate.ts'
import { parseGraph, type FlowGraph } from './graph.ts'
import { isPrivateHost } from './private-address.ts'
import { nodeTypes } from './node-config.ts'
import { both, branch, byRole, draw, outcome } from './starters/draw.ts'
import { starterFields } from './starters/starter-fields.ts'

const name = both('节点', 'Node')
const desk = { name, ...byRole('service-desk') }
const context = {
  fields: starterFields,
  people: new Set(['lin']),
  teams: new Set(['east']),
  calendars: new Set(['office']),
  allowPrivateHosts: false,
}
const ids = (graph: FlowGraph) => validateGraph(graph, context).map(({ id }) => id)

type Nodes = Parameters<typeof draw>[1]
type Ways = Parameters<typeof draw>[2]

/** start → the nodes given → end, and the problems found. */
const inLine = (config: Nodes[string][3], type: Nodes[string][0] = 'task', more: Ways = []) =>
  ids(
    draw(name, { start: ['start', 0, 0, {}], a: [type, 1, 0, config], end: ['end', 2, 0, {}] }, [
      ['start', 'done', 'a'],
      ...more,
      ...(more.length > 0 ? [] : ([['a', 'done', 'end']] as const)),
    ]),
  )

describe('the shape of a graph', () => {
  const check = (nodes: Nodes, ways: Ways) => ids(draw(name, nodes, ways))
  const start = ['start', 0, 0, {}] as const
  const end = ['end', 9, 0, {}] as const
  const task = ['task', 1, 0, desk] as const

  it.each<[string, Nodes, Ways, readonly string[]]>([
    ['nothing at all', {}, [], ['end-missing', 'start-missing']],
    ['start and end', { start, end }, [['start', 'done', 'end']], []],
    [
      'two starts',
      { start, two: start, end },
      [
        ['start', 'done', 'end'],
        ['two', 'done', 'end'],
      ],
      ['start-repeated:two', 'unreachable:two'],
    ],
    [
      'a node beside the way',
      { start, a: task, end },
      [
        ['start', 'done', 'end'],
        ['a', 'done', 'end'],
      ],
      ['unreachable:a'],
    ],
    [
      'a way that ends nowhere',
      { start, a: task, end },
      [['start', 'done', 'a']],
      ['exit-open:a:done', 'dead-end:start', 'dead-end:a', 'unreachable:end'],
    ],
    [
      'an edge without its node',
      { start, end },
      [
        ['start', 'done', 'end'],
        ['gone', 'done', 'end'],
      ],
      ['edge-dangling:gone-done-end'],
    ],
    [
      'an exit that is not there',
      { start, end },
      [
        ['start', 'done', 'end'],
        ['start', 'fly', 'end'],
      ],
      ['exit-unknown:start-fly-end'],
    ],
    [
      'two edges at one exit',
      { start, a: task, end },
      [
        ['start', 'done', 'end'],
        ['start', 'done', 'a'],
        ['a', 'done', 'end'],
      ],
      ['exit-split:start:done'],
    ],
    [
      'a way back into the start',
      { start, a: ['task', 1, 0, { ...desk, ...outcome('x', 1, name), ...outcome('y', 2, name) }], end },
      [
        ['start', 'done', 'a'],
        ['a', 'x', 'end'],
        ['a', 'y', 'start'],
      ],
      ['edge-into-start:a-y-start'],
    ],
    ['a frame around nodes', { start, end, frame: ['group', 0, 0, {}] }, [['start', 'done', 'end']], []],
    [
      'a loop without waiting',
      {
        start,
        c: ['condition', 1, 0, { name, ...branch('b', 1, name, 'priority = 1') }],
        n: ['notify', 1, 1, { name, to: { kind: 'customer' } }],
        end,
      },
      [
        ['start', 'done', 'c'],
        ['c', 'b', 'n'],
        ['n', 'done', 'c'],
        ['c', 'else', 'end'],
      ],
      ['endless-loop:c'],
    ],
    [
      'a fork with one branch, and no join',
      { start, f: ['fork', 1, 0, {}], a: task, end },
      [
        ['start', 'done', 'f'],
        ['f', 'branches', 'a'],
        ['a', 'done', 'end'],
      ],
      ['fork-single:f', 'fork-left:a-done-end:f', 'fork-unjoined:f'],
    ],
    [
      'a join without a fork',
      { start, j: ['join', 1, 0, {}], end },
      [
        ['start', 'done', 'j'],
        ['j', 'done', 'end'],
      ],
      ['join-without-fork:j'],
    ],
    [
      'a fork with two joins',
      {
        start,
        f: ['fork', 1, 0, {}],
        a: task,
        b: task,
        c: task,
        one: ['join', 3, 0, {}],
        two: ['join', 4, 0, {}],
        end,
      },
      [
        ['start', 'done', 'f'],
        ['f', 'branches', 'a'],
        ['f', 'branches', 'b'],
        ['f', 'branches', 'c'],
        ['a', 'done', 'one'],
        ['b', 'done', 'one'],
        ['one', 'done', 'two'],
        ['c', 'done', 'two'],
        ['two', 'done', 'end'],
      ],
      ['fork-torn:f'],
    ],
    [
      'a way to an earlier stage',
      {
        start,
        a: ['task', 1, 0, { ...desk, stage: 'on-site' }],
        b: ['task', 2, 0, { ...desk, stage: 'assigned' }],
        end,
      },
      [
        ['start', 'done', 'a'],
        ['a', 'done', 'b'],
        ['b', 'done', 'end'],
      ],
      ['stage-backwards:a-done-b'],
    ],
  ])('%s', (_title, nodes, ways, expected) => {
    expect(check(nodes, ways)).toEqual(expected)
  })
})

describe('the settings of a node', () => {
  const dispatched: Ways = [
    ['a', 'assigned', 'end'],
    ['a', 'unassigned', 'end'],
  ]

  it.each<[string, readonly string[], Nodes[string][3], Nodes[string][0]?, Ways?]>([
    ['nobody to do it', ['handler-missing:a'], { name }],
    ['no name', ['name-missing:a'], byRole('admin')],
    [
      'an unknown person',
      ['person-unknown:a:ghost'],
      { name, handler: { kind: 'person', personId: 'ghost' } },
    ],
    ['an unknown node', ['node-unknown:a:ghost'], { ...desk, vacant: { kind: 'go-to', nodeId: 'ghost' } }],
    ['an unknown field', ['field-unknown:a:form.gone'], { ...desk, 'rights.form.gone': 'edit' }],
    [
      'a setting of the wrong shape',
      ['setting-unreadable:a:limitMinutes'],
      { ...desk, limitMinutes: 'soon' },
    ],
    [
      'one wrong part among right ones',
      ['setting-unreadable:a:rights.due'],
      { ...desk, 'rights.due': 'own', 'rights.region': 'edit' },
    ],
    ['two days and no calendar', ['calendar-missing:a'], { ...desk, limitMinutes: 2_880 }],
    [
      'a calendar that there is not',
      ['calendar-unknown:a:gone'],
      { ...desk, limitMinutes: 60, limitCalendar: 'gone' },
    ],
    ['a calendar that there is', [], { ...desk, limitMinutes: 2_880, limitCalendar: 'office' }],
    ['two days, day and night', [], { ...desk, limitMinutes: 2_880, limitCalendar: 'always' }],
    [
      'a warning before the beginning',
      ['warning-after-limit:a'],
      { ...desk, limitMinutes: 30, warnMinutes: 30 },
    ],
    [
      'a rule with a flaw',
      ['guard-flawed:a:rule 1'],
      {
        name,
        handler: {
          kind: 'rule',
          cases: [{ guard: 'priority', handler: { kind: 'holder' } }],
          otherwise: { kind: 'holder' },
        },
      },
    ],
    [
      'a team that there is not',
      ['team-unknown:a:gone'],
      { name, handler: { kind: 'team', teamId: 'gone' } },
    ],
    ['a team that there is', [], { name, handler: { kind: 'team', teamId: 'east' } }],
    [
      'dispatch to somebody who is given no tickets',
      ['handler-unfit:a'],
      { name, by: { kind: 'rule', handler: { kind: 'role', role: 'dispatcher' } } },
      'auto-assign',
      dispatched,
    ],
    [
      'dispatch to a team that there is not',
      ['team-unknown:a:gone'],
      { name, by: { kind: 'rule', handler: { kind: 'team', teamId: 'gone' } } },
      'auto-assign',
      dispatched,
    ],
    ['a message to nobody', ['recipient-missing:a'], { name }, 'notify'],
    ['no address', ['url-malformed:a'], { name }, 'webhook'],
    ['a private address', ['url-private:a'], { name, url: 'http://192.168.1.7/hook' }, 'webhook'],
    [
      'nothing for a failure',
      ['failure-unhandled:a'],
      { name, url: 'https://erp.example.com', retries: 0 },
      'webhook',
    ],
  ])('%s', (_title, expected, config, type, ways) => {
    expect(inLine(config, type, ways)).toEqual(expected)
  })
})

describe('the guards of a condition', () => {
  const fork = (guards: readonly string[], withElse = true) => {
    const branches = guards.map((guard, index) => branch(`b${index}`, index, name, guard))
    const ways = guards.map((_, index) => ['a', `b${index}`, 'end'] as const)
    return inLine({ name, ...branches.reduce((all, one) => ({ ...all, ...one }), {}) }, 'condition', [
      ...ways,
      ...(withElse ? ([['a', 'else', 'end']] as const) : []),
    ])
  }

  it.each<[readonly string[], boolean, readonly string[]]>([
    [['priority = 1'], true, []],
    [['priority = 1'], false, ['else-missing:a']],
    [['priority <= 2', 'priority > 2'], false, []],
    [['priority <= 2', 'priority > 2'], true, ['guard-always:a']],
    [['priority <='], true, ['guard-flawed:a:b0']],
    [['fridge = 1'], true, ['guard-flawed:a:b0']],
    [['priority > 5'], true, ['guard-never:a:b0']],
    [['priority <= 2', 'priority = 1'], true, ['guard-covered:a:b1']],
    [[], true, ['branches-missing:a']],
  ])('%j, with else: %s', (guards, withElse, expected) => {
    expect(fork(guards, withElse)).toEqual(expected)
  })
})

describe('reading a document', () => {
  it('leaves out what is broken and names it', () => {
    const edge = { source: 'a', sourceHandle: 'done', target: 'b', targetHandle: 'in' }
    const raw = {
      meta: { schema: 1, name: 'x' },
      nodes: {
        a: { type: 'start', pos: [0, 0], config: {} },
        b: { type: 'rocket', pos: [0, 0], config: {} },
      },
      edges: { e: edge, f: { source: 'a' } },
    }
    const read = parseGraph(raw)
    expect(read).toMatchObject({ ok: true, graph: { edges: { e: edge } } })
    if (!read.ok) return
    expect(read.malformed).toEqual([
      { part: 'node', id: 'b' },
      { part: 'edge', id: 'f' },
    ])
    expect(validateGraph(read.graph, context, read.malformed).map(({ id }) => id)).toContain('malformed:b')
  })

  it('refuses what is no flow', () => {
    for (const raw of [null, 7, {}, { meta: { schema: 2, name: '' }, nodes: {}, edges: {} }])
      expect(parseGraph(raw).ok).toBe(false)
  })

  it('never throws, whatever the settings and the edges', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', '__proto__')
    const config = fc.dictionary(
      fc.constantFrom(
        'name',
        'handler',
        'vacant',
        'branches.x',
        'outcomes.done',
        'rights',
        'rights.due',
        'limitMinutes',
        'url',
        'onBreach.x',
        'ends',
        'waits',
      ),
      fc.oneof(fc.jsonValue(), fc.constant({ kind: 'leave' }), fc.constant({ kind: 'go-to', nodeId: 'a' })),
    )
    const node = fc.record({ type: fc.constantFrom(...nodeTypes), pos: fc.constant([0, 0]), config })
    const edge = fc.record({
      source: id,
      sourceHandle: fc.constantFrom('done', 'else', 'branches', 'approved', 'x'),
      target: id,
      targetHandle: fc.constant('in'),
    })
    const raw = fc.record({
      meta: fc.constant({ schema: 1, name: '' }),
      nodes: fc.dictionary(id, node),
      edges: fc.dictionary(fc.string({ maxLength: 3 }), edge),
    })
    fc.assert(
      fc.property(raw, (document) => {
        const read = parseGraph(document)
        if (!read.ok) return
        const problems = validateGraph(read.graph, context, read.malformed)
        expect(new Set(problems.map((problem) => problem.id)).size).toBe(problems.length)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('private addresses', () => {
  const host = (url: string) => new URL(url).hostname

  it.each([
    'http://localhost',
    'http://127.1',
    'http://0x7f000001',
    'http://2130706433',
    'http://10.0.0.1',
    'http://172.31.0.1',
    'http://169.254.169.254',
    'http://100.64.0.1',
    'http://[::1]',
    'http://[fd00::1]',
    'http://[fe80::1]',
    'http://[fec0::1]',
    'http://[::ffff:10.0.0.1]',
    'http://[::ffff:0:10.0.0.1]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::10.0.0.1]',
    'http://[64:ff9b:1::1]',
    'http://[2002:7f00:1::1]',
    'http://[2001::1]',
    'http://erp',
    'http://erp.local',
    'http://erp.internal.',
    'http://224.0.0.1',
    'http://0.0.0.0',
  ])('%s is private', (url) => expect(isPrivateHost(host(url))).toBe(true))
  it.each([
    'https://example.com',
    'http://8.8.8.8',
    'http://172.32.0.1',
    'http://[2606:4700::1]',
    'http://100.128.0.1',
    'http://[::ffff:8.8.8.8]',
    'http://[64:ff9b::8.8.8.8]',
    'http://[2001:4860::1]',
  ])('%s is public', (url) => expect(isPrivateHost(host(url))).toBe(false))
})
