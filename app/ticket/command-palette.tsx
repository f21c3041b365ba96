import clsx from 'clsx'
import { ChevronRight, Search, UserRound } from '#app/ui/icons.ts'
import { Dialog } from 'radix-ui'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { isOnShift } from '#domain/engineer.ts'
import { localTime } from '#domain/instant.ts'
import { useClock } from '../board/board-clock.tsx'
import { findWork, workOf } from '../board/engineer-work.ts'
import { PriorityGlyph } from '../board/priority-glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { keepTakenFocus } from '../ui/return-focus.ts'
import { findResults, type PaletteAction, type PaletteResult } from './palette-results.ts'
import './ticket.css'

export type CommandPaletteProps = {
  open: boolean
  onClose: () => void
  state: BoardClientState
  actions: readonly PaletteAction[]
  onOpenTicket: (ticketId: string) => void
  onOpenEngineer: (engineerId: string) => void
}

/** One field for finding and doing, driven by the keyboard. */
export function CommandPalette({ open, onClose, ...props }: CommandPaletteProps) {
  const { t } = useTranslation('ticket')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined} onCloseAutoFocus={keepTakenFocus}>
          <Dialog.Title className="unseen">{t('palette.title')}</Dialog.Title>
          <Finder {...props} onDone={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type FinderProps = Omit<CommandPaletteProps, 'open' | 'onClose'> & { onDone: () => void }

function Finder({ state, actions, onOpenTicket, onOpenEngineer, onDone }: FinderProps) {
  const { t } = useTranslation('ticket')
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const results = findResults(query, state, actions)
  const at = Math.min(chosen, results.length - 1)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const choose = (result: PaletteResult | undefined) => {
    if (!result) return
    onDone()
    switch (result.kind) {
      case 'action':
        result.action.run()
        break
      case 'engineer':
        onOpenEngineer(result.engineer.id)
        break
      case 'ticket':
        onOpenTicket(result.ticket.id)
        break
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const last = results.length - 1
    if (event.key === 'ArrowDown') setChosen(at >= last ? 0 : at + 1)
    else if (event.key === 'ArrowUp') setChosen(at <= 0 ? last : at - 1)
    else if (event.key === 'Enter') choose(results[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="palette-field">
        <Icon of={Search} size={16} />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={results[at] && `${listId} ${results[at].id}`}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={query}
          onChange={({ target }) => {
            setQuery(target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul ref={list} id={listId} className="palette-list" role="listbox" aria-label={t('palette.title')}>
        {results.map((result, index) => (
          <li key={result.id} role="presentation">
            {result.kind === results[index - 1]?.kind ? null : (
              <div className="menu-heading">{t(headings[result.kind])}</div>
            )}
            {/* Keys are heard in the field; the option is only ever pressed. */}
            <div
              id={`${listId} ${result.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={clsx('menu-row', index === at && 'chosen')}
              onPointerMove={() => setChosen(index)}
              onClick={() => choose(result)}
              onKeyDown={onKeyDown}
            >
              <ResultRow result={result} state={state} />
            </div>
          </li>
        ))}
      </ul>
      {results.length === 0 ? <p className="palette-nothing">{t('palette.nothing', { query })}</p> : null}
      <p className="palette-hint">{t('palette.hint')}</p>
    </>
  )
}

const headings = {
  action: 'palette.commands',
  engineer: 'palette.engineers',
  ticket: 'palette.tickets',
} as const

function ResultRow({ result, state }: { result: PaletteResult; state: BoardClientState }) {
  switch (result.kind) {
    case 'action':
      return (
        <>
          <Icon of={ChevronRight} size={14} />
          <span className="grow">{result.action.label}</span>
          {result.action.hotkey === undefined ? null : <Kbd>{result.action.hotkey}</Kbd>}
        </>
      )
    case 'engineer':
      return <EngineerRow engineer={result.engineer} state={state} />
    case 'ticket':
      return (
        <>
          <i className="dot" data-stage={result.ticket.stage} />
          <PriorityGlyph priority={result.ticket.priority} />
          <span className="num muted">{result.ticket.number}</span>
          <span className="grow">{result.ticket.title}</span>
          <span className="menu-detail">{result.ticket.customer?.name ?? result.ticket.district}</span>
        </>
      )
  }
}

type EngineerRowProps = {
  engineer: Extract<PaletteResult, { kind: 'engineer' }>['engineer']
  state: BoardClientState
}

function EngineerRow({ engineer, state }: EngineerRowProps) {
  const { t } = useTranslation('ticket')
  const onShift = useClock((now) => isOnShift(engineer.shift, localTime(now, state.board.timeZone)))
  const { load } = workOf(findWork(state.shown.values()), engineer.id)
  return (
    <>
      <Icon of={UserRound} size={14} />
      <span className="grow">{engineer.name}</span>
      <span className="menu-detail num">
        {onShift ? t('palette.load', { load, capacity: engineer.capacity }) : t('palette.offShift')}
      </span>
    </>
  )
}
