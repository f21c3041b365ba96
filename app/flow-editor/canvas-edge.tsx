import {
  BaseEdge,
  EdgeLabelRenderer,
  useInternalNode,
  type Edge,
  type EdgeProps,
  type Node,
} from '@xyflow/react'
import clsx from 'clsx'
import { memo } from 'react'
import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import { useCanvas } from './canvas-context.ts'
import { labelPlace, roundedPath } from './edge-route.ts'
import type { CanvasEdge, CanvasNode } from './graph-binding.ts'
import { useKeyed } from './keyed-store.ts'
import { exitName, nameIn, type FlowWords } from './node-text.ts'
import { exitsOfNode } from './typed-node.ts'
import { useFlowWords } from './use-flow-words.ts'
import { DifferenceTag } from './versions/difference-tag.tsx'

const cornerPx = 8

const StepEdge = memo(function StepEdge({ id, source, selected, data }: EdgeProps<Edge<CanvasEdge['data']>>) {
  const words = useFlowWords()
  const { litLines, edgeMarks } = useCanvas()
  const isLit = useKeyed(litLines, id) === true
  const from = useInternalNode<Node<CanvasNode['data']>>(source)
  const difference = useKeyed(edgeMarks, id)
  if (!data) return null
  const label = from ? edgeText(words, data.facts, source, from.data.facts) : ''
  const [x, y] = labelPlace(data.way)
  return (
    <>
      <BaseEdge
        id={id}
        path={roundedPath(data.way, cornerPx)}
        markerEnd="url(#flow-tip)"
        interactionWidth={16}
        className={clsx(isLit && 'lit', difference && `fedge-differs ${difference}`)}
      />
      {label === '' && difference === undefined ? null : (
        <EdgeLabelRenderer>
          <span
            className={clsx('fguard', selected && 'mine')}
            style={{ translate: `calc(${x}px - 50%) calc(${y}px - 50%)` }}
          >
            {label}
            {difference === undefined ? null : <DifferenceTag mark={difference} />}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

export const canvasEdgeTypes = { step: StepEdge }

/** Its own label, else the way out by which it leaves; nothing where there is only one way. */
function edgeText(
  words: FlowWords,
  { label, sourceHandle }: FlowDraftEdge,
  sourceId: string,
  source: FlowDraftNode,
): string {
  if (label !== undefined) return nameIn(words.locale, label)
  const isOnlyWay = exitsOfNode(sourceId, source).length < 2
  return isOnlyWay || typeof sourceHandle !== 'string' ? '' : exitName(words, sourceId, source, sourceHandle)
}
