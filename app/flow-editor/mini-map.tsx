import { Panel, useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { memo, useMemo, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { boxAround, type Box } from './geometry.ts'
import type { CanvasNode } from './graph-binding.ts'

type MiniMapProps = { nodes: readonly CanvasNode[]; onOwnMove: () => void }

/** Free around the flow, in pixels of the canvas. */
const margin = 80

const boxOf = ({ position, width, height }: CanvasNode): Box => ({ ...position, width, height })

/**
 * The whole flow small, and what of it is on the screen; a press goes there. All nodes are one path: React Flow's own map
 * draws each by itself, and asks each at every change of any.
 */
export const MiniMap = memo(function MiniMap({ nodes, onOwnMove }: MiniMapProps) {
  const { t } = useTranslation('flow')
  const { setCenter, getZoom } = useReactFlow()
  const { getState } = useStoreApi()
  const steps = useMemo(() => nodes.filter(({ type }) => type !== 'group'), [nodes])
  const whole = useMemo(() => boxAround(steps.map(boxOf)), [steps])
  const rest = useMemo(() => pathOf(steps.filter(({ selected }) => !selected)), [steps])
  const mine = useMemo(() => pathOf(steps.filter(({ selected }) => selected)), [steps])
  const view = useStore(
    ({ transform: [x, y, zoom], width, height }) =>
      `${-x / zoom} ${-y / zoom} ${width / zoom} ${height / zoom}`,
  )
  if (!whole) return null
  const [x = 0, y = 0, width = 0, height = 0] = view.split(' ').map(Number)
  const shown = {
    x: whole.x - margin,
    y: whole.y - margin,
    width: whole.width + 2 * margin,
    height: whole.height + 2 * margin,
  }
  const goTo = ({ buttons, clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const toMap = currentTarget.getScreenCTM()?.inverse()
    if (buttons !== 1 || !toMap || getState().width === 0) return
    const place = new DOMPoint(clientX, clientY).matrixTransform(toMap)
    onOwnMove()
    void setCenter(place.x, place.y, { zoom: getZoom() })
  }
  return (
    <Panel position="bottom-left" className="fminimap">
      <svg
        role="img"
        aria-label={t('canvas.minimap')}
        viewBox={`${shown.x} ${shown.y} ${shown.width} ${shown.height}`}
        onPointerDown={goTo}
        onPointerMove={goTo}
      >
        <path className="rest" d={rest} />
        <path className="mine" d={mine} />
        <rect className="seen" x={x} y={y} width={width} height={height} />
      </svg>
    </Panel>
  )
})

const pathOf = (nodes: readonly CanvasNode[]): string =>
  nodes.map(({ position: { x, y }, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join('')
