import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { largestShare, smallestShare } from './board-layout.ts'

const keyStep = 20

type WorkSplitProps = {
  /** The left part's share of the width, in thousandths. */
  share: number
  onShare: (share: number) => void
  /** The drawer lies over the right end: the left pane makes room for it, so that some of the right one stays free. */
  covered: boolean
  left: ReactNode
  right: ReactNode
}

/** Two panes with a divider that a pointer or the arrow keys move. */
export function WorkSplit({ share, onShare, covered, left, right }: WorkSplitProps) {
  const { t } = useTranslation('board')
  const row = useRef<HTMLDivElement>(null)
  const set = (next: number) => onShare(Math.round(Math.max(smallestShare, Math.min(largestShare, next))))
  const onPointerMove = (event: PointerEvent) => {
    if (!row.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { left: start, width } = row.current.getBoundingClientRect()
    set(((event.clientX - start) / width) * 1000)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -keyStep : event.key === 'ArrowRight' ? keyStep : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    set(share + step)
  }
  return (
    <div
      ref={row}
      className="split"
      data-covered={covered || undefined}
      style={{ ['--share' as string]: `${share / 10}%` }}
    >
      {left}
      {/* A separator that can be moved is a widget (WAI-ARIA 1.2), although the lint rule takes it for a line. */}
      <button
        type="button"
        role="slider"
        className="split-grip"
        aria-label={t('split')}
        aria-orientation="horizontal"
        aria-valuemin={smallestShare / 10}
        aria-valuemax={largestShare / 10}
        aria-valuenow={share / 10}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
      />
      {right}
    </div>
  )
}
