import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stages } from '#domain/stage.ts'
import { iconKey, parseIconKey, type IconLook } from './icon-key.ts'

const status = fc.constantFrom('idle' as const, 'en-route' as const, 'on-site' as const, 'offline' as const)
const clusterSla = fc.constantFrom(
  'on-track' as const,
  'at-risk' as const,
  'critical' as const,
  'breached' as const,
)

const anyLook: fc.Arbitrary<IconLook> = fc.oneof(
  fc.record({
    kind: fc.constant('pin' as const),
    stage: fc.constantFrom(...stages),
    priority: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    sla: fc.oneof(clusterSla, fc.constant('none' as const)),
    mode: fc.constantFrom('normal' as const, 'quiet' as const, 'held' as const),
  }),
  fc.record({
    kind: fc.constant('ring' as const),
    status,
    loadTwentieths: fc.integer({ min: 0, max: 20 }),
    dotted: fc.boolean(),
    frame: fc.constantFrom('none' as const, 'accent' as const, 'target' as const),
    initials: fc.string({ unit: 'grapheme', maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('heading' as const), status }),
  fc.record({
    kind: fc.constant('cluster' as const),
    sla: clusterSla,
    digits: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({
    kind: fc.constant('pill' as const),
    tone: fc.constantFrom('eligible' as const, 'best' as const, 'target' as const, 'plain' as const),
  }),
  fc.record({ kind: fc.constantFrom('halo' as const, 'place' as const, 'grid' as const) }),
)

describe('icon keys', () => {
  it('say the whole look: reading one gives what was written, whatever the initials', () => {
    fc.assert(
      fc.property(anyLook, (look) => {
        expect(parseIconKey(iconKey(look))).toEqual(look)
      }),
    )
  })

  it('are not those of another style', () => {
    for (const foreign of ['', 'airport-15', 'pin', 'pin:mars:1:none:normal', 'ring:idle:21:solid:none:A'])
      expect(parseIconKey(foreign)).toBeNull()
  })

  it('are what the cluster layer puts together in the map itself', () => {
    expect(iconKey({ kind: 'cluster', sla: 'breached', digits: 2 })).toBe('cluster:breached:2')
  })
})
