import { expect, it } from 'vitest'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { findStops, listStops } from './stops.ts'

const { graph } = threeSteps
const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([nodeId]) => nodeId !== 'dispatch'))
const shorter = { ...graph, nodes }
const standing = [
  { version: 1, nodeId: 'accept', tickets: 2 },
  { version: 1, nodeId: 'dispatch', tickets: 1 },
  { version: 2, nodeId: 'accept', tickets: 3 },
  { version: 3, nodeId: 'settle', tickets: 9 },
]

it('the tickets of the chosen versions are added up by node, those on nodes that are gone first', () => {
  const graphs = new Map([[1, graph]])
  const stops = findStops(standing, new Set([1, 2]), graphs, shorter)
  expect(stops.map(({ nodeId, tickets, isThere }) => [nodeId, tickets, isThere])).toEqual([
    ['dispatch', 1, false],
    ['accept', 5, true],
  ])
  expect(stops.map(({ node }) => node?.type)).toEqual(['task', 'task'])
})

it('tickets are sent to nodes that take some, as one reads them', () => {
  expect(listStops(shorter).map(([nodeId]) => nodeId)).toEqual(['accept', 'settle', 'end'])
})
