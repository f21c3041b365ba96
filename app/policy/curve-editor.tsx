import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { mostCurvePoints, type Curve } from '#domain/scoring/curve.ts'
import type { ObjectiveName } from '#domain/scoring/policy.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Plus, Trash2 } from '../ui/icons.ts'
import {
  addPoint,
  addPointInWidestGap,
  axisOf,
  axisTicks,
  gradeStep,
  histogram,
  movePoint,
  removePoint,
  replacePoint,
} from './curve-edit.ts'
import { NumberField } from './number-field.tsx'

type CurveEditorProps = {
  objective: ObjectiveName
  curve: Curve
  onChange: (curve: Curve) => void
  inForce: { curve: Curve; label: string }
  /** What the last tickets asked this curve. */
  actual: readonly number[]
}

/** In the drawing's own units; it is scaled to the width there is. */
const size = { width: 508, height: 196, left: 36, right: 12, top: 16, bottom: 24 }
const plot = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom }
const bins = 12

/** A curve with its points in hand: dragged, moved by arrow keys, typed; added by a click and removed by Delete. */
export function CurveEditor({ objective, curve, onChange, inForce, actual }: CurveEditorProps) {
  const { t } = useTranslation('policy')
  const clip = useId()
  const drawing = useRef<SVGSVGElement>(null)
  const [chosen, setChosen] = useState(0)
  const [dragging, setDragging] = useState(false)
  const index = Math.min(chosen, curve.length - 1)
  const point = curve[index]
  const axis = axisOf(objective, [curve, inForce.curve])
  const name = t(`objective.${objective}.name`)

  const x = (at: number) => size.left + ((at - axis.from) / (axis.to - axis.from)) * plot.width
  const y = (grade: number) => size.top + (1 - grade) * plot.height
  const line = (of: Curve) =>
    [{ at: axis.from, grade: of[0]?.grade ?? 0 }, ...of, { at: axis.to, grade: of.at(-1)?.grade ?? 0 }]
      .map(({ at, grade }) => `${x(at)},${y(grade)}`)
      .join(' ')
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const box = drawing.current?.getBoundingClientRect()
    if (!box) return undefined
    const scale = size.width / box.width
    return {
      at: axis.from + (((clientX - box.left) * scale - size.left) / plot.width) * (axis.to - axis.from),
      grade: 1 - ((clientY - box.top) * scale - size.top) / plot.height,
    }
  }
  const take = (added: { curve: Curve; index: number } | undefined) => {
    if (!added || curve.length >= mostCurvePoints) return
    onChange(added.curve)
    setChosen(added.index)
  }
  const tip = (at: number, grade: number) =>
    t('curve.tip', { at: t(`objective.${objective}.at`, { at }), grade: grade.toFixed(2) })

  const onKey = (event: KeyboardEvent, at: number, grade: number, own: number) => {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    }
    const move = moves[event.key]
    if (move) {
      const times = event.shiftKey ? 5 : 1
      const to = { at: at + move[0] * times * axis.step, grade: grade + move[1] * times * gradeStep }
      onChange(movePoint(curve, own, to, axis))
    } else if (event.key === 'Delete' || event.key === 'Backspace') onChange(removePoint(curve, own))
    else return
    event.preventDefault()
  }

  const counts = histogram(actual, axis, bins)
  const most = Math.max(1, ...counts)
  return (
    <div className="curve-editor">
      <div className="curve-drawing">
        <svg
          ref={drawing}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="group"
          aria-label={t('curve.label', { objective: name })}
        >
          <clipPath id={clip}>
            <rect x={size.left} y={0} width={plot.width} height={size.height} />
          </clipPath>
          {[0, 0.5, 1].map((grade) => (
            <g key={grade}>
              <path className="curve-axis" d={`M${size.left} ${y(grade)}H${size.width - size.right}`} />
              <text x={size.left - 8} y={y(grade) + 4} textAnchor="end">
                {grade}
              </text>
            </g>
          ))}
          {axisTicks(axis).map((tick) => (
            <text key={tick} x={x(tick)} y={size.height - 7} textAnchor="middle">
              {tick}
            </text>
          ))}
          {counts.map((count, bin) => {
            const height = (count / most) * plot.height * 0.42
            return (
              <rect
                key={bin}
                className="curve-bar"
                x={size.left + (bin * plot.width) / bins + 1}
                width={plot.width / bins - 2}
                y={y(0) - height}
                height={height}
              />
            )
          })}
          <g clipPath={`url(#${clip})`}>
            <polyline className="curve-former" points={line(inForce.curve)} />
            <polyline className="curve-line" points={line(curve)} />
          </g>
          <rect
            className="curve-field"
            x={size.left}
            y={size.top - 8}
            width={plot.width}
            height={plot.height + 16}
            onPointerDown={(event) => {
              const place = placeOf(event)
              if (place && event.button === 0) take(addPoint(curve, place, axis))
            }}
          />
          {curve.map(({ at, grade }, own) => (
            <g
              key={own}
              className="curve-point"
              data-chosen={own === index || undefined}
              role="slider"
              tabIndex={0}
              aria-label={t('curve.point', { index: own + 1 })}
              aria-valuemin={0}
              aria-valuemax={1}
              aria-valuenow={grade}
              aria-valuetext={tip(at, grade)}
              onFocus={() => setChosen(own)}
              onKeyDown={(event) => onKey(event, at, grade, own)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setChosen(own)
                setDragging(true)
              }}
              onPointerMove={(event) => {
                const place = placeOf(event)
                if (dragging && own === index && place) onChange(movePoint(curve, own, place, axis))
              }}
              onPointerUp={() => setDragging(false)}
              onPointerCancel={() => setDragging(false)}
            >
              <circle className="curve-grip" cx={x(at)} cy={y(grade)} r={14} />
              <circle cx={x(at)} cy={y(grade)} r={5} />
            </g>
          ))}
        </svg>
        {point ? (
          <span
            className="curve-tip num"
            aria-hidden="true"
            data-side={x(point.at) > size.width * 0.7 ? 'left' : 'right'}
            data-below={point.grade > 0.85 || undefined}
            style={{
              left: `${(x(point.at) / size.width) * 100}%`,
              top: `${(y(point.grade) / size.height) * 100}%`,
            }}
          >
            {tip(point.at, point.grade)}
          </span>
        ) : null}
      </div>
      <p className="curve-legend">
        <span>
          <i className="key-draft" />
          {t('curve.draft')}
        </span>
        <span>
          <i className="key-former" />
          {t('curve.inForce', { version: inForce.label })}
        </span>
        {actual.length > 0 ? (
          <span>
            <i className="key-bar" />
            {t('curve.actual', { count: actual.length })}
          </span>
        ) : null}
        <span className="curve-axes">{t('curve.axes', { unit: t(`objective.${objective}.unit`) })}</span>
      </p>
      {point ? (
        <div className="curve-fields">
          <span className="muted">{t('curve.point', { index: index + 1 })}</span>
          <span aria-hidden="true">{t('curve.atField')}</span>
          <NumberField
            label={t('curve.atField')}
            value={point.at}
            onChange={(at) => onChange(replacePoint(curve, index, { ...point, at }))}
          />
          <span aria-hidden="true">{t('curve.gradeField')}</span>
          <NumberField
            label={t('curve.gradeField')}
            value={point.grade}
            onChange={(grade) => onChange(replacePoint(curve, index, { ...point, grade }))}
          />
          <IconButton
            label={t('curve.remove')}
            icon={Trash2}
            disabled={curve.length <= 2}
            onClick={() => onChange(removePoint(curve, index))}
          />
          <span className="grow" />
          <Button
            look="bare"
            icon={Plus}
            disabled={curve.length >= mostCurvePoints}
            onClick={() => take(addPointInWidestGap(curve, axis))}
          >
            {t('curve.add')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
