import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { ListTree, Maximize, Minus, Plus } from '../ui/icons.ts'
import type { GraphBinding } from './graph-binding.ts'
import { useFit } from './use-fit.ts'

type ZoomBarProps = { binding: GraphBinding; readOnly: boolean; onTidy: () => void }

/** Nearer, farther, all of it, and in order. */
export function ZoomBar({ binding, readOnly, onTidy }: ZoomBarProps) {
  const { t } = useTranslation('flow')
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const fit = useFit(binding)
  const zoom = useStore(({ transform }) => transform[2])
  const percent = Math.round(zoom * 100)
  return (
    <Panel position="bottom-left" className="fzoom">
      <IconButton label={t('canvas.zoomOut')} icon={Minus} side="top" onClick={() => void zoomOut()} />
      <button
        type="button"
        className="fzoom-level num"
        aria-label={`${percent}% · ${t('canvas.fullSize')}`}
        onClick={() => void zoomTo(1)}
      >
        {percent}%
      </button>
      <IconButton label={t('canvas.zoomIn')} icon={Plus} side="top" onClick={() => void zoomIn()} />
      <i className="fzoom-line" />
      <IconButton label={t('canvas.fit')} icon={Maximize} side="top" onClick={fit} />
      {readOnly ? null : <IconButton label={t('canvas.tidy')} icon={ListTree} side="top" onClick={onTidy} />}
    </Panel>
  )
}
