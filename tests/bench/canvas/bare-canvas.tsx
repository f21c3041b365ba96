import '@xyflow/react/dist/style.css'
import { MiniMap, ReactFlow, applyNodeChanges, type Edge, type Node, type NodeChange } from '@xyflow/react'
import { useCallback, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** The same nodes on React Flow as its own examples show it: the least that a canvas of such nodes costs. */
function BareCanvas({ given, edges, onlyVisible }: BareCanvasProps) {
  const [nodes, setNodes] = useState(given)
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  )
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onlyRenderVisibleElements={onlyVisible}
      defaultViewport={{ x: 40, y: 40, zoom: 0.5 }}
      minZoom={0.2}
    >
      <MiniMap />
    </ReactFlow>
  )
}

type BareCanvasProps = { given: Node[]; edges: Edge[]; onlyVisible: boolean }

const given = document.getElementById('given')?.textContent ?? ''
const frame = document.getElementById('canvas')
if (frame) createRoot(frame).render(<BareCanvas {...(JSON.parse(given) as BareCanvasProps)} />)
