import clsx from 'clsx'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinuteOfDay } from '../i18n/format.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { OverrideReason } from '../scoring/override-reason.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextInput } from '../ui/inputs.tsx'
import type { DropTarget } from './drop-targets.ts'
import { EngineerMarkRing } from './engineer-mark-ring.tsx'
import { TargetFigures } from './target-figures.tsx'
import { workOf, type EngineerWork } from './engineer-work.ts'

/** A longer list is narrowed by typing: nobody reads two thousand names. */
const mostShown = 60

type EngineerPickerProps = {
  /** Number of the ticket, or how many. */
  subject: string
  targets: readonly DropTarget[]
  work: ReadonlyMap<string, EngineerWork>
  /** `reason`: why not the first of the list; empty for nothing said. */
  onPick: (engineerId: string, reason: string) => void
  onClose: () => void
}

/** "Assign to…" by name: the suitable first, by score, else nearest first; the others say which rule stands in the way. */
export function EngineerPicker({ subject, targets, work, onPick, onClose }: EngineerPickerProps) {
  const { t } = useTranslation('board')
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const [reason, setReason] = useState('')
  const listId = useId()
  const found = useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    return targets
      .filter(({ engineer }) => {
        const text = [engineer.name, ...engineer.skills.map(({ skill }) => skill)].join(' ').toLowerCase()
        return words.every((word) => text.includes(word))
      })
      .slice(0, mostShown)
  }, [targets, typed])
  const active = Math.min(chosen, found.length - 1)

  const pick = (target: DropTarget | undefined) => {
    if (target && !target.rejection) onPick(target.engineer.id, isFirst(target) ? '' : reason.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const next = Math.max(0, Math.min(found.length - 1, active + step))
      setChosen(next)
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      pick(found[active])
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('picker.title', { subject })}>
      <div className="picker">
        <TextInput
          value={typed}
          placeholder={t('picker.search')}
          aria-label={t('picker.search')}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div
          className="picker-list"
          role="listbox"
          id={listId}
          aria-label={t('engineers.title')}
          tabIndex={-1}
        >
          {found.map((target, index) => (
            <PickerRow
              key={target.engineer.id}
              id={`${listId}-${index}`}
              target={target}
              activity={workOf(work, target.engineer.id).activity}
              active={index === active}
              onHover={() => setChosen(index)}
              onPick={() => pick(target)}
            />
          ))}
        </div>
        {found.length === 0 ? <p className="muted">{t('picker.none')}</p> : null}
        {targets.some(isFirst) ? <OverrideReason reason={reason} onReason={setReason} /> : null}
      </div>
    </Dialog>
  )
}

const isFirst = ({ advised }: DropTarget): boolean => advised?.kind === 'scored' && advised.place === 1

type PickerRowProps = {
  id: string
  target: DropTarget
  activity: EngineerWork['activity']
  active: boolean
  onHover: () => void
  onPick: () => void
}

function PickerRow({ id, target, activity, active, onHover, onPick }: PickerRowProps) {
  const { t, i18n } = useTranslation('board')
  const { engineer, load, rejection, rank } = target
  const { fromMinute, toMinute } = engineer.shift
  return (
    // The keys are those of the text field above, which names this row as the active one.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={rejection !== null}
      className={clsx('picker-row', rejection && 'refused', rank !== null && 'best')}
      onPointerMove={onHover}
      onClick={onPick}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onPick()
      }}
    >
      <EngineerMarkRing name={engineer.name} load={load} capacity={engineer.capacity} activity={activity} />
      <span className="engineer-text">
        <span className="engineer-name">
          <b>{engineer.name}</b>
          <TargetFigures target={target} />
        </span>
        <span className="engineer-detail">
          {rejection
            ? rejectionSentence(i18n, rejection)
            : [
                t('engineers.load', { load, capacity: engineer.capacity }),
                `${formatMinuteOfDay(fromMinute)}–${formatMinuteOfDay(toMinute)}`,
                engineer.skills.map(({ skill, level }) => `${skill} L${level}`).join(' '),
                target.fromHome ? t('engineers.fromHome') : '',
              ]
                .filter((part) => part !== '')
                .join(' · ')}
        </span>
      </span>
    </div>
  )
}
