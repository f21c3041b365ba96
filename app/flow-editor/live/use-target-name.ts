import { nodeName } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import type { LiveFlow } from './live-flow.ts'

/** What a node of the draft is called; its id once somebody has deleted it. */
export function useTargetName({ binding }: LiveFlow): (nodeId: string) => string {
  const words = useFlowWords()
  return (nodeId) => {
    const node = binding.readFacts(nodeId)
    return node ? nodeName(words, nodeId, node) : nodeId
  }
}
