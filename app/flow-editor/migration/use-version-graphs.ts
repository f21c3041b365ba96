import { useCallback, useEffect, useState } from 'react'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { nodeName } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { fetchVersionGraph } from '../versions/fetch-versions.ts'

export type VersionGraphs = ReadonlyMap<number, FlowGraph>

/** The graphs of several versions at once; undefined while one is missing. */
export function useVersionGraphs(flowId: string, numbers: readonly number[]) {
  const [held, setHeld] = useState<{ key: string; graphs: VersionGraphs | 'failed' }>()
  const [attempt, setAttempt] = useState(0)
  const key = [...numbers].sort((one, other) => one - other).join(' ')
  useEffect(() => {
    let isOver = false
    const hold = (graphs: VersionGraphs | 'failed') => {
      if (!isOver) setHeld({ key, graphs })
    }
    const wanted = key === '' ? [] : key.split(' ').map(Number)
    Promise.all(
      wanted.map(async (number) => [number, await fetchVersionGraph(flowId, number)] as const),
    ).then(
      (read) => hold(new Map(read)),
      () => hold('failed'),
    )
    return () => {
      isOver = true
    }
  }, [flowId, key, attempt])
  const graphs = held?.key === key ? held.graphs : undefined
  return { graphs, retry: useCallback(() => setAttempt((count) => count + 1), []) }
}

/** What nodes are called in these versions, the newest first; the id of one that none of them has. */
export function useNodeNames(graphs: VersionGraphs | 'failed' | undefined): (nodeId: string) => string {
  const words = useFlowWords()
  return (nodeId) => {
    if (!graphs || graphs === 'failed') return nodeId
    const numbers = [...graphs.keys()].sort((one, other) => other - one)
    const node = numbers.map((number) => graphs.get(number)?.nodes[nodeId]).find((one) => one !== undefined)
    return node ? nodeName(words, nodeId, { ...node, config: { ...node.config } }) : nodeId
  }
}
