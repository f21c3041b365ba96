import type { FlowContext, FlowRefusal } from './flow-input.ts'
import type { FlowRun } from './flow-run.ts'
import {
  isBehindApproval,
  isBehindDispatch,
  isHoldersWork,
  landmarksOf,
  mayTransfer,
  shownToken,
} from './standing.ts'

/**
 * The ticket has come into the hands of `holderId`: automatic dispatch has found them, or somebody gave it to them. It goes
 * to where the holder's work begins. Beside other branches, before an approval, and where nobody works, it stays: then
 * whoever holds it takes over what the last holder had to do.
 */
export function handOver(run: FlowRun, { version, holderId }: FlowContext): FlowRefusal | undefined {
  if (run.state.status !== 'running') return { name: 'flow-over' }
  const token = shownToken(version, run.state)
  if (!token || holderId === null) return { name: 'token-gone' }
  const node = run.node(token.nodeId)
  if (!mayTransfer(node)) return { name: 'operation-not-allowed', operation: 'transfer' }
  const { handover } = landmarksOf(version)
  if (node.type === 'auto-assign') {
    run.emit({ type: 'tokenHanded', tokenId: token.id, nodeId: node.id, handlerId: holderId })
    run.follow(token, 'assigned')
  } else if (
    handover &&
    handover.id !== node.id &&
    'operations' in node.config &&
    token.frames.length === 0 &&
    !isBehindApproval(version, node.id, handover.id)
  )
    run.go(token, handover.id, null, 'handed')
  for (const { id: tokenId, nodeId, handlerId } of run.state.tokens)
    if (isHoldersWork(run.node(nodeId)) && handlerId !== holderId)
      run.emit({ type: 'tokenHanded', tokenId, nodeId, handlerId: holderId })
  return undefined
}

/** Nobody holds the ticket any more: behind the dispatch it goes back there. */
export function takeBack(run: FlowRun, { version }: FlowContext): FlowRefusal | undefined {
  if (run.state.status !== 'running') return { name: 'flow-over' }
  const token = shownToken(version, run.state)
  if (!token) return { name: 'token-gone' }
  const node = run.node(token.nodeId)
  if (!mayTransfer(node)) return { name: 'operation-not-allowed', operation: 'transfer' }
  const { handover, dispatch } = landmarksOf(version)
  if (handover && 'operations' in node.config && isBehindDispatch(node))
    run.go(token, dispatch.id, null, 'handed')
  return undefined
}
