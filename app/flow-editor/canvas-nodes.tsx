import type { Node, NodeProps } from '@xyflow/react'
import clsx from 'clsx'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import { MessageSquare, TriangleAlert } from '../ui/icons.ts'
import { useCanvas, type NodeMarks } from './canvas-context.ts'
import type { CanvasNode } from './graph-binding.ts'
import { useKeyed } from './keyed-store.ts'
import { HeatMark } from './live/heat-mark.tsx'
import { StandingRing, StandingWarning } from './live/standing-ring.tsx'
import { kindIcon } from './node-kinds.ts'
import { nodeHint, nodeName, nodeStage } from './node-text.ts'
import { PeerAvatar } from './peer-avatar.tsx'
import { Ports, useHovered } from './ports.tsx'
import { useFlowWords } from './use-flow-words.ts'
import { DifferenceTag } from './versions/difference-tag.tsx'

type Props = NodeProps<Node<CanvasNode['data']>>

const StepNode = memo(function StepNode({ id, data, selected }: Props) {
  const words = useFlowWords()
  const { facts } = data
  const stage = nodeStage(id, facts)
  const name = nodeName(words, id, facts)
  return (
    <Marked id={id} className="fnode" selected={selected} stage={stage ?? undefined}>
      <span className="fnode-icon">
        <Icon of={kindIcon(facts.type)} size={16} />
      </span>
      <span className="fnode-text">
        <b title={name}>{name}</b>
        <NodeLine id={id} hint={nodeHint(words, id, facts)} />
      </span>
      <StandingRing nodeId={id} />
      <HeatMark nodeId={id} />
    </Marked>
  )
})

/** The small line under the name: what is late here comes before how the node is set. */
function NodeLine({ id, hint }: { id: string; hint: string }) {
  const { live } = useCanvas()
  const tickets = useKeyed(live.standing, id)
  return tickets && tickets.late + tickets.atRisk > 0 ? (
    <StandingWarning of={tickets} />
  ) : (
    <small>{hint}</small>
  )
}

const BarNode = memo(function BarNode({ id, data, selected }: Props) {
  const words = useFlowWords()
  return (
    <Marked id={id} className="fbar" selected={selected}>
      <Icon of={kindIcon(data.facts.type)} size={14} />
      <span>{nodeName(words, id, data.facts)}</span>
      <StandingRing nodeId={id} />
    </Marked>
  )
})

const GroupNode = memo(function GroupNode({ id, data, selected }: Props) {
  const words = useFlowWords()
  return (
    <Marked id={id} className="fgroup" selected={selected} joins={false}>
      <b>{nodeName(words, id, data.facts)}</b>
    </Marked>
  )
})

/** One object for the life of the page: React Flow draws everything anew when it is given another. */
export const canvasNodeTypes = { step: StepNode, bar: BarNode, group: GroupNode }

type MarkedProps = {
  id: string
  className: string
  selected: boolean
  stage?: string | undefined
  joins?: boolean
  children: ReactNode
}

function Marked({ id, className, selected, stage, joins = true, children }: MarkedProps) {
  const { hovered, ...onHover } = useHovered()
  const { marks } = useCanvas()
  const { problem, selectedBy, openBy, comments, difference, run }: NodeMarks = useKeyed(marks, id) ?? {}
  return (
    <div
      className={clsx(
        className,
        selected && 'mine',
        selectedBy && `peer person-${selectedBy.colour}`,
        difference && `differs ${difference}`,
      )}
      data-stage={stage}
      data-run={run}
      {...onHover}
    >
      {children}
      {difference === undefined ? null : <DifferenceTag mark={difference} className="fnode-tag" />}
      {joins ? <Ports wanted={hovered || selected} /> : null}
      {problem === undefined ? null : (
        <span className={clsx('fnode-mark', problem === 'error' ? 'bad' : 'warn')}>
          <Icon of={TriangleAlert} size={14} />
        </span>
      )}
      {openBy === undefined ? null : (
        <span className="fnode-people">
          {openBy.map((peer) => (
            <PeerAvatar key={`${peer.name} ${peer.colour}`} peer={peer} small />
          ))}
        </span>
      )}
      {comments === undefined ? null : <CommentBubble nodeId={id} count={comments} />}
    </div>
  )
}

function CommentBubble({ nodeId, count }: { nodeId: string; count: number }) {
  const { t } = useTranslation('flow')
  const { openComments } = useCanvas()
  return (
    <button
      type="button"
      className="fnode-talk num nodrag"
      // The node itself is reached by Tab, and its comments from its form.
      tabIndex={-1}
      aria-label={t('comments.count', { count })}
      onClick={() => openComments(nodeId)}
    >
      <Icon of={MessageSquare} size={12} />
      {count}
    </button>
  )
}
