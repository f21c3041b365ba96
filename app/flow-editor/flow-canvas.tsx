import '@xyflow/react/dist/base.css'
import {
  Background,
  ConnectionLineType,
  ConnectionMode,
  Panel,
  ReactFlow,
  SelectionMode,
  ViewportPortal,
  useReactFlow,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
} from '@xyflow/react'
import {
  memo,
  useLayoutEffect,
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
import { createCanvasLabels, type LabelledEdge, type LabelledNode } from './canvas-labels.ts'
import { canvasNodeTypes } from './canvas-nodes.tsx'
import type { ConnectionRefusal } from './connection-rules.ts'
import { startDrag, type DragSession } from './drag-session.ts'
import type { Viewport } from './fit-flow.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { nodeHeight, nodeWidth } from './geometry.ts'
import { GhostNodes } from './live/ghost-nodes.tsx'
import { LiveTools } from './live/live-tools.tsx'
import { isNodeKind } from './node-kinds.ts'
import { MiniMap } from './mini-map.tsx'
import { PeerCursors } from './peer-cursors.tsx'
import { createConnecting } from './ports.tsx'
import { useEvent } from './use-event.ts'
import { useFlowWords } from './use-flow-words.ts'
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

/**
 * From here on only what is on the screen is mounted. Below, everything is: then Tab goes through the whole flow, and
 * moving the view mounts nothing.
 */
const manyNodes = 150
const selectKeys = ['Meta', 'Control', 'Shift']
const proOptions = { hideAttribution: true }

/** Given anew only what has really changed: React Flow passes each new property on to all its nodes. */
export const FlowCanvas = memo(function FlowCanvas({
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
  const { binding, gestures, marks, edgeMarks, litLines, live, tell } = editor
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const { screenToFlowPosition } = useReactFlow()
  const view = useSyncExternalStore(binding.subscribe, binding.getView)
  const labels = useMemo(() => createCanvasLabels(words, binding.readFacts), [words, binding])
  const nodes = useMemo(() => labels.nodes(view.nodes), [labels, view.nodes])
  const edges = useMemo(() => labels.edges(view.edges), [labels, view.edges])
  const ariaLabels = useMemo(
    () => ({
      'node.a11yDescription.default': t('canvas.nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('canvas.nodeHelp'),
      'edge.a11yDescription.default': t('canvas.lineHelp'),
      'handle.ariaLabel': t('canvas.handle'),
    }),
    [t],
  )
  const [guides, setGuides] = useState<readonly Guide[]>([])
  const drag = useRef<DragSession | null>(null)
  const connecting = useMemo(createConnecting, [])
  const context = useMemo(
    () => ({ marks, edgeMarks, litLines, live, readOnly, connecting, openComments }),
    [marks, edgeMarks, litLines, live, readOnly, connecting, openComments],
  )

  const onNodesChange = useEvent((changes: NodeChange<LabelledNode>[]) => {
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
  })

  const moveWith = (changes: NodeChange<LabelledNode>[]) => {
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
    )
    const [first] = moves
    if (!first || readOnly) return
    if (first.dragging !== true) {
      drag.current?.drop()
      drag.current = null
      setGuides(noGuides)
      editor.tellDrag(undefined)
      return
    }
    const session = (drag.current ??= startDrag(
      binding,
      moves.map(({ id }) => id),
    ))
    const start = session.startOf(first.id)
    if (!start) return
    const next = session.moveBy(first.position.x - start[0], first.position.y - start[1])
    setGuides(next.length === 0 ? noGuides : next)
    editor.tellDrag(session.places())
  }

  const onEdgesChange = useEvent((changes: EdgeChange<LabelledEdge>[]) => {
    const selected = new Set(binding.getSelection().edges)
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.selected) selected.add(change.id)
      else selected.delete(change.id)
    }
    binding.select({ nodes: binding.getSelection().nodes, edges: selected })
  })

  const onConnect = useEvent(({ source, target }: Connection) => {
    const refusal = gestures.connect(source, target)
    if (refusal) onRefused(refusal)
  })
  const isValidConnection = useEvent(
    ({ source, target }: { source: string; target: string }) =>
      gestures.connectionRefusal({ source, target }) === undefined,
  )
  const onConnectEnd = useEvent((_event: unknown, { fromNode, toNode, isValid }: FinalConnectionState) => {
    connecting.end()
    const refusal =
      fromNode && toNode && isValid === false
        ? gestures.connectionRefusal({ source: fromNode.id, target: toNode.id })
        : undefined
    if (refusal && refusal !== 'to-itself') onRefused(refusal)
  })
  const onMove = useEvent((event: unknown, { x, y, zoom }: Viewport) => {
    if (event) onOwnMove()
    tell({ view: [Math.round(-x / zoom), Math.round(-y / zoom), Math.round(zoom * 100)] })
  })
  const openPlan = useEvent(() => onPlanning(true))
  const [migrating, setMigrating] = useState(false)
  const openMigrations = useEvent(() => setMigrating(true))
  const onDragOver = useEvent((event: DragEvent) => {
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
  })

  const onDrop = useEvent((event: DragEvent) => {
    const kind = event.dataTransfer.getData(paletteDataType)
    if (!isNodeKind(kind) || readOnly) return
    event.preventDefault()
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    gestures.addAt(kind, [x - nodeWidth / 2, y - nodeHeight / 2])
  })

  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })
    tell({ cur: [x, y] })
  }

  /** Tab goes from node to node, and what has the focus is what is selected; a click has selected it already. */
  const onFocus = ({ target }: FocusEvent) => {
    // A line is no HTML element.
    if (!(target instanceof HTMLElement || target instanceof SVGElement)) return
    if (!target.matches(':focus-visible')) return
    const { id } = target.dataset
    if (id !== undefined && target.classList.contains('react-flow__node')) binding.select({ nodes: [id] })
    if (id !== undefined && target.classList.contains('react-flow__edge')) binding.select({ edges: [id] })
  }

  // What is to be seen first depends on how large the canvas is.
  const frame = useRef<HTMLDivElement>(null)
  const [firstView, setFirstView] = useState<Viewport | null>(null)
  useLayoutEffect(() => {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {}
    setFirstView(binding.fit({ width, height }))
  }, [binding])

  return (
    <CanvasContext.Provider value={context}>
      {/* The pointer is only watched here; what it does is React Flow's. */}
      <div
        ref={frame}
        className="fcanvas"
        onPointerMove={onPointerMove}
        onPointerLeave={() => tell({ cur: undefined })}
        onFocus={onFocus}
      >
        {firstView === null ? null : (
          <ReactFlow<LabelledNode, LabelledEdge>
            nodes={nodes}
            edges={edges}
            defaultViewport={firstView}
            onlyRenderVisibleElements={nodes.length > manyNodes}
            nodeTypes={canvasNodeTypes}
            edgeTypes={canvasEdgeTypes}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onConnect={onConnect}
            isValidConnection={isValidConnection}
            onConnectStart={connecting.start}
            onConnectEnd={onConnectEnd}
            onMove={onMove}
            onDragOver={onDragOver}
            onDrop={onDrop}
            connectionMode={ConnectionMode.Loose}
            connectionLineType={ConnectionLineType.SmoothStep}
            connectionRadius={28}
            selectionMode={SelectionMode.Partial}
            multiSelectionKeyCode={selectKeys}
            nodesDraggable={!readOnly}
            nodesConnectable={!readOnly}
            nodeDragThreshold={3}
            // Keys are the screen's own, so that they can be switched off, and so that deleting asks first.
            deleteKeyCode={null}
            disableKeyboardA11y
            elevateNodesOnSelect={false}
            minZoom={0.2}
            maxZoom={2}
            proOptions={proOptions}
            ariaLabelConfig={ariaLabels}
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
              <GhostNodes live={live} onPlan={openPlan} onMigrate={openMigrations} />
              <PeerCursors document={editor.document} />
            </ViewportPortal>
            {nodes.length === 0 ? (
              <Panel position="top-center" className="fempty">
                {t(readOnly ? 'canvas.emptyReader' : 'canvas.empty')}
              </Panel>
            ) : null}
            <MiniMap nodes={view.nodes} onOwnMove={onOwnMove} />
            <ZoomBar binding={binding} readOnly={readOnly} onTidy={onTidy} />
            <LiveTools
              live={live}
              readOnly={readOnly}
              planning={planning}
              onPlanning={onPlanning}
              migrating={migrating}
              onMigrating={setMigrating}
              onGoTo={onGoTo}
            />
          </ReactFlow>
        )}
      </div>
    </CanvasContext.Provider>
  )
})

const noGuides: readonly Guide[] = []
