import '@xyflow/react/dist/base.css'
import {
  Background,
  ConnectionLineType,
  ConnectionMode,
  MiniMap,
  ReactFlow,
  SelectionMode,
  ViewportPortal,
  useReactFlow,
  type Edge,
  type EdgeChange,
  type Node,
  type NodeChange,
} from '@xyflow/react'
import {
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type DragEvent,
  type FocusEvent,
  type PointerEvent,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Guide } from './align.ts'
import { CanvasContext } from './canvas-context.ts'
import { canvasEdgeTypes } from './canvas-edge.tsx'
import { canvasNodeTypes } from './canvas-nodes.tsx'
import type { ConnectionRefusal } from './connection-rules.ts'
import { startDrag, type DragSession } from './drag-session.ts'
import { fitOptions } from './fit-options.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { nodeHeight, nodeWidth } from './geometry.ts'
import type { CanvasEdge, CanvasNode } from './graph-binding.ts'
import { GhostNodes } from './live/ghost-nodes.tsx'
import { LiveTools } from './live/live-tools.tsx'
import { isNodeKind } from './node-kinds.ts'
import { PeerCursors } from './peer-cursors.tsx'
import { ZoomBar } from './zoom-bar.tsx'

/** What the palette gives to the browser's own drag and drop. */
export const paletteDataType = 'application/x-paidan-node-kind'

type FlowCanvasProps = {
  editor: FlowEditor
  readOnly: boolean
  onRefused: (refusal: ConnectionRefusal) => void
  onTidy: () => void
  openComments: (nodeId: string) => void
  onGoTo: (nodeId: string) => void
  /** Whether one is asked where the tickets of changed nodes go. */
  planning: boolean
  onPlanning: (planning: boolean) => void
  /** The person has moved the view by hand, so nobody is followed any more. */
  onOwnMove: () => void
}

export function FlowCanvas({
  editor,
  readOnly,
  onRefused,
  onTidy,
  openComments,
  onGoTo,
  planning,
  onPlanning,
  onOwnMove,
}: FlowCanvasProps) {
  const { binding, gestures, marks, edgeMarks, live, tell } = editor
  const { t } = useTranslation('flow')
  const { screenToFlowPosition } = useReactFlow()
  const { nodes, edges } = useSyncExternalStore(binding.subscribe, binding.getView)
  const [guides, setGuides] = useState<readonly Guide[]>([])
  const drag = useRef<DragSession | null>(null)
  const context = useMemo(
    () => ({ marks, edgeMarks, live, readOnly, openComments }),
    [marks, edgeMarks, live, readOnly, openComments],
  )

  const onNodesChange = (changes: NodeChange<Node<CanvasNode['data']>>[]) => {
    const selected = new Set(binding.getSelection().nodes)
    let selectionChanged = false
    for (const change of changes) {
      if (change.type !== 'select') continue
      selectionChanged = true
      if (change.selected) selected.add(change.id)
      else selected.delete(change.id)
    }
    if (selectionChanged) binding.select({ nodes: selected, edges: binding.getSelection().edges })
    moveWith(changes)
  }

  const moveWith = (changes: NodeChange<Node<CanvasNode['data']>>[]) => {
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
    )
    const [first] = moves
    if (!first || readOnly) return
    if (first.dragging !== true) {
      drag.current?.drop()
      drag.current = null
      setGuides([])
      editor.tellDrag(undefined)
      return
    }
    const session = (drag.current ??= startDrag(
      binding,
      moves.map(({ id }) => id),
    ))
    const start = session.startOf(first.id)
    if (!start) return
    setGuides(session.moveBy(first.position.x - start[0], first.position.y - start[1]))
    editor.tellDrag(session.places())
  }

  const onEdgesChange = (changes: EdgeChange<Edge<CanvasEdge['data']>>[]) => {
    const selected = new Set(binding.getSelection().edges)
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.selected) selected.add(change.id)
      else selected.delete(change.id)
    }
    binding.select({ nodes: binding.getSelection().nodes, edges: selected })
  }

  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(paletteDataType)
    if (!isNodeKind(kind) || readOnly) return
    event.preventDefault()
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    gestures.addAt(kind, [x - nodeWidth / 2, y - nodeHeight / 2])
  }

  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })
    tell({ cur: [x, y] })
  }

  /** Tab goes from node to node, and what has the focus is what is selected; a click has selected it already. */
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return
    const { id } = target.dataset
    if (id !== undefined && target.classList.contains('react-flow__node')) binding.select({ nodes: [id] })
    if (id !== undefined && target.classList.contains('react-flow__edge')) binding.select({ edges: [id] })
  }

  return (
    <CanvasContext.Provider value={context}>
      {/* The pointer is only watched here; what it does is React Flow's. */}
      <div
        className="fcanvas"
        onPointerMove={onPointerMove}
        onPointerLeave={() => tell({ cur: undefined })}
        onFocus={onFocus}
      >
        <ReactFlow<Node<CanvasNode['data']>, Edge<CanvasEdge['data']>>
          nodes={nodes as CanvasNode[]}
          edges={edges as CanvasEdge[]}
          nodeTypes={canvasNodeTypes}
          edgeTypes={canvasEdgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={({ source, target }) => {
            const refusal = gestures.connect(source, target)
            if (refusal) onRefused(refusal)
          }}
          isValidConnection={({ source, target }) =>
            gestures.connectionRefusal({ source, target }) === undefined
          }
          onConnectEnd={(_event, { fromNode, toNode, isValid }) => {
            const refusal =
              fromNode && toNode && isValid === false
                ? gestures.connectionRefusal({ source: fromNode.id, target: toNode.id })
                : undefined
            if (refusal && refusal !== 'to-itself') onRefused(refusal)
          }}
          onMove={(event, { x, y, zoom }) => {
            if (event) onOwnMove()
            tell({ view: [Math.round(-x / zoom), Math.round(-y / zoom), Math.round(zoom * 100)] })
          }}
          onDragOver={(event) => {
            event.preventDefault()
            event.dataTransfer.dropEffect = 'move'
          }}
          onDrop={onDrop}
          connectionMode={ConnectionMode.Loose}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={28}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          nodeDragThreshold={3}
          // Keys are the screen's own, so that they can be switched off, and so that deleting asks first.
          deleteKeyCode={null}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          minZoom={0.2}
          maxZoom={2}
          fitView
          fitViewOptions={fitOptions}
          proOptions={{ hideAttribution: true }}
          aria-label={t('canvas.label')}
        >
          <svg className="flow-defs" aria-hidden="true">
            <defs>
              <marker
                id="flow-tip"
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                markerUnits="userSpaceOnUse"
                orient="auto"
              >
                <path d="M1.5 1.2 6.8 4 1.5 6.8z" />
              </marker>
            </defs>
          </svg>
          <Background gap={16} size={1.2} />
          <ViewportPortal>
            {guides.map((guide) => (
              <i
                key={`${guide.across} ${guide.at}`}
                className={`fguide ${guide.across}`}
                style={
                  guide.across === 'x'
                    ? { left: guide.at, top: guide.from, height: guide.to - guide.from }
                    : { top: guide.at, left: guide.from, width: guide.to - guide.from }
                }
              />
            ))}
            <GhostNodes live={live} onOpen={() => onPlanning(true)} />
            <PeerCursors document={editor.document} />
          </ViewportPortal>
          <MiniMap
            className="fminimap"
            position="bottom-left"
            ariaLabel={t('canvas.minimap')}
            pannable
            zoomable
            nodeClassName={({ selected }) => (selected === true ? 'mine' : '')}
            nodeBorderRadius={6}
          />
          <ZoomBar readOnly={readOnly} onTidy={onTidy} />
          <LiveTools
            live={live}
            readOnly={readOnly}
            planning={planning}
            onPlanning={onPlanning}
            onGoTo={onGoTo}
          />
        </ReactFlow>
      </div>
    </CanvasContext.Provider>
  )
}
