import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isOnShift, type Engineer } from '#domain/engineer.ts'
import { localTime } from '#domain/instant.ts'
import { formatMinuteOfDay } from '../i18n/format.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { useClock } from './board-clock.tsx'
import type { DropTarget } from './drop-targets.ts'
import { EngineerMarkRing } from './engineer-mark-ring.tsx'
import { workOf, type EngineerWork } from './engineer-work.ts'
import { TargetFigures } from './target-figures.tsx'

const rowHeight = 44

type EngineerPanelProps = {
  engineers: ReadonlyMap<string, Engineer>
  work: ReadonlyMap<string, EngineerWork>
  timeZone: string
  /** While tickets are in the air: every engineer as a target, the best first. */
  targets: readonly DropTarget[] | null
  overEngineerId: string | null
  selectedEngineerId: string | null
  onSelect: (engineerId: string) => void
}

/** The people, as a list to drop tickets on and to drag onto tickets. */
export function EngineerPanel(props: EngineerPanelProps) {
  const { engineers, work, timeZone, targets, overEngineerId, selectedEngineerId, onSelect } = props
  const { t } = useTranslation('board')
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(
    () =>
      targets ??
      [...engineers.values()]
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
        .map((engineer) => ({ engineer, target: null })),
    [targets, engineers],
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: 208, height: 900 },
  })
  return (
    <aside className="engineers" aria-label={t('engineers.title')}>
      <header>
        <h2>{t('engineers.title')}</h2>
        <span className="num">{engineers.size}</span>
      </header>
      <div className="engineers-scroll" ref={scroller}>
        {engineers.size === 0 ? <p className="muted">{t('engineers.none')}</p> : null}
        <div role="list" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            const { engineer } = row
            return (
              <div
                key={engineer.id}
                className="column-slot"
                role="listitem"
                style={{ transform: `translateY(${start}px)` }}
              >
                <EngineerRow
                  engineer={engineer}
                  work={workOf(work, engineer.id)}
                  timeZone={timeZone}
                  target={'rejection' in row ? row : null}
                  over={overEngineerId === engineer.id}
                  selected={selectedEngineerId === engineer.id}
                  onSelect={onSelect}
                />
              </div>
            )
          })}
        </div>
      </div>
    </aside>
  )
}

type EngineerRowProps = {
  engineer: Engineer
  work: EngineerWork
  timeZone: string
  target: DropTarget | null
  over: boolean
  selected: boolean
  onSelect: (engineerId: string) => void
}

const EngineerRow = memo(function EngineerRow(props: EngineerRowProps) {
  const { engineer, work, timeZone, target, over, selected, onSelect } = props
  const { t, i18n } = useTranslation('board')
  const element = useRef<HTMLButtonElement>(null)
  const onShift = useClock((now) => isOnShift(engineer.shift, localTime(now, timeZone)))

  useEffect(() => {
    if (!element.current) return
    return draggable({
      element: element.current,
      getInitialData: () => ({ engineerId: engineer.id }),
      onGenerateDragPreview: ({ nativeSetDragImage }) => disableNativeDragPreview({ nativeSetDragImage }),
    })
  }, [engineer.id])

  const refusal = target?.rejection ? rejectionSentence(i18n, target.rejection) : null
  const shift = `${formatMinuteOfDay(engineer.shift.fromMinute)}–${formatMinuteOfDay(engineer.shift.toMinute)}`
  const skills = engineer.skills.map(({ skill, level }) => `${skill} L${level}`).join(' · ')
  return (
    <button
      ref={element}
      type="button"
      className={clsx(
        'engineer-row',
        over && 'over',
        target && (refusal === null ? 'fits' : 'refused'),
        target?.rank !== undefined && target.rank !== null && 'best',
      )}
      aria-pressed={selected}
      data-drop-engineer={engineer.id}
      title={refusal ?? `${shift} · ${skills}`}
      onClick={() => onSelect(engineer.id)}
    >
      <EngineerMarkRing
        name={engineer.name}
        load={work.load}
        capacity={engineer.capacity}
        activity={work.activity}
      />
      <span className="engineer-text">
        <span className="engineer-name">
          <b>{engineer.name}</b>
          {target ? (
            <TargetFigures target={target} />
          ) : (
            <span className="num muted">{`${work.load}/${engineer.capacity}`}</span>
          )}
        </span>
        <span className="engineer-detail">
          {refusal ??
            (target
              ? t('engineers.load', { load: work.load, capacity: engineer.capacity })
              : `${onShift ? t(`engineers.${work.activity}`) : t('engineers.offShift', { shift })} · ${skills}`)}
        </span>
      </span>
    </button>
  )
})
