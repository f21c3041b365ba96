import { expect, it } from 'vitest'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import { onboarding } from '#domain/flow-graph/starters/onboarding.ts'
import { atSpeed } from './publish-starter.ts'

it('makes all times of a flow shorter by the speed, none less than a minute, and leaves the rest', () => {
  const config = (graph: typeof onboarding.graph, nodeId: string) => atSpeed(graph, 60).nodes[nodeId]?.config
  expect(config(onboarding.graph, 'three-days')).toMatchObject({ minutes: 72, stage: 'waiting' })
  expect(config(applianceRepair.graph, 'verify')).toMatchObject({ limitMinutes: 48, warnMinutes: 8 })
  expect(config(applianceRepair.graph, 'accept')).toMatchObject({ limitMinutes: 1, warnMinutes: 1 })
  expect(config(applianceRepair.graph, 'end')).toEqual(applianceRepair.graph.nodes['end']?.config)
  expect(atSpeed(onboarding.graph, 1)).toEqual(onboarding.graph)
})
