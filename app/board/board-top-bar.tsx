import { useNavigate } from '@remix-run/react'
import { ChevronDown, Columns2, Kanban, Map as MapIcon, Plus, Search } from '#app/ui/icons.ts'
import clsx from 'clsx'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Menu } from '../ui/menu.tsx'
import { Segmented } from '../ui/segmented.tsx'
import type { BoardLayout } from './board-layout.ts'
import type { BoardScreenProps } from './board-props.ts'
import { useFilterLabel } from './filter-labels.ts'
import { FilterPopover } from './filter-popover.tsx'
import type { BoardColumns } from './columns.ts'
import { filterChips, noFilters, removeChip, type BoardFilters } from './filters.ts'
import { LiveBadge } from './live-badge.tsx'

type BoardTopBarProps = Pick<BoardScreenProps, 'boards' | 'permissions'> & {
  state: BoardClientState
  filters: BoardFilters
  onFilters: (filters: BoardFilters) => void
  filtersOpen: boolean
  onFiltersOpen: (open: boolean) => void
  columns: Pick<BoardColumns, 'hidden' | 'hiddenNew'>
  /** The person's own views. */
  views: ReactNode
  /** Who dispatches here. */
  engine: ReactNode
  layout: BoardLayout
  onLayout: (layout: BoardLayout) => void
  onCreate: () => void
  onPalette: () => void
}

export function BoardTopBar(props: BoardTopBarProps) {
  const { boards, permissions, state, filters, onFilters, filtersOpen, onFiltersOpen, columns } = props
  const { t } = useTranslation('board')
  return (
    <>
      <BoardSwitcher boards={boards} current={state.board} />
      <SearchBox
        text={filters.text}
        onText={(text) => onFilters({ ...filters, text })}
        onPalette={props.onPalette}
      />
      <span className="top-rule" />
      {props.views}
      <FilterChips filters={filters} onFilters={onFilters} state={state} />
      {filterChips(filters).length > 0 && columns.hidden > 0 ? (
        <HiddenChip {...columns} onClear={() => onFilters(noFilters)} />
      ) : null}
      <FilterPopover
        filters={filters}
        onChange={onFilters}
        tickets={state.shown}
        engineers={state.engineers}
        open={filtersOpen}
        onOpenChange={onFiltersOpen}
      />
      <span className="grow" />
      {props.engine}
      <LiveBadge {...state} />
      <Presence colleagues={state.colleagues} />
      <Segmented
        label={t('layout.title')}
        value={props.layout}
        onChange={props.onLayout}
        iconsOnly
        options={[
          { value: 'split', label: t('layout.split'), icon: Columns2, hotkey: '1' },
          { value: 'board', label: t('layout.board'), icon: Kanban, hotkey: '2' },
          { value: 'map', label: t('layout.map'), icon: MapIcon, hotkey: '3' },
        ]}
      />
      {permissions.create ? (
        <Button
          look="primary"
          icon={Plus}
          className="top-create"
          onClick={props.onCreate}
          aria-label={t('create')}
        >
          <span>{t('create')}</span>
        </Button>
      ) : null}
    </>
  )
}

type BoardSwitcherProps = { boards: BoardScreenProps['boards']; current: { id: string; name: string } }

function BoardSwitcher({ boards, current }: BoardSwitcherProps) {
  const { t } = useTranslation('board')
  const navigate = useNavigate()
  return (
    <Menu
      label={t('switchBoard')}
      trigger={
        <Button look="bare" className="board-switcher" title={t('switchBoard')}>
          <b>{current.name}</b>
          <Icon of={ChevronDown} size={14} />
        </Button>
      }
      entries={[
        ...boards.map(({ id, name }) => ({
          kind: 'choice' as const,
          id,
          label: name,
          chosen: id === current.id,
          onSelect: () => navigate(`/boards/${id}`),
        })),
        { kind: 'line', id: 'line' },
        { kind: 'action', id: 'all', label: t('allBoards'), onSelect: () => navigate('/boards') },
      ]}
    />
  )
}

/** Long enough for a word, short enough to feel immediate. */
const typingPauseMs = 150

type SearchBoxProps = { text: string; onText: (text: string) => void; onPalette: () => void }

/** What is typed narrows the board; the sign at the end opens the palette, as `/` does. */
function SearchBox({ text, onText, onPalette }: SearchBoxProps) {
  const { t } = useTranslation('board')
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  useEffect(() => {
    // A chip was taken off, or an address was opened: the box follows, unless it said so itself.
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      onText(typed.trim())
    }, typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, onText])
  return (
    <div className="search-box" role="search">
      <Icon of={Search} size={14} />
      <input
        type="search"
        value={typed}
        placeholder={t('search')}
        aria-label={t('search')}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTyped('')
          event.currentTarget.blur()
        }}
      />
      <button type="button" aria-label={t('palette')} title={t('palette')} onClick={onPalette}>
        <Kbd>/</Kbd>
      </button>
    </div>
  )
}

type FilterChipsProps = Pick<BoardTopBarProps, 'filters' | 'onFilters' | 'state'>

function FilterChips({ filters, onFilters, state }: FilterChipsProps) {
  const label = useFilterLabel((id) => state.engineers.get(id)?.name ?? '')
  const chips = filterChips(filters)
  return (
    <div className="filter-chips">
      {chips.map((chip) => (
        <Chip
          key={JSON.stringify(chip)}
          label={label(chip)}
          onRemove={() => onFilters(removeChip(filters, chip))}
        />
      ))}
    </div>
  )
}

type HiddenChipProps = { hidden: number; hiddenNew: number; onClear: () => void }

/** What the filters keep from view; what came in since they were set matters more than what was there. */
function HiddenChip({ hidden, hiddenNew, onClear }: HiddenChipProps) {
  const { t } = useTranslation('board')
  return (
    <button
      type="button"
      className={clsx('hidden-count num', hiddenNew > 0 && 'new')}
      title={t('filter.clearAll')}
      onClick={onClear}
    >
      {hiddenNew > 0 ? t('filter.hiddenNew', { count: hiddenNew }) : t('filter.hidden', { count: hidden })}
    </button>
  )
}

/** More would push the live badge away; the rest is a number. */
const mostAvatars = 4

function Presence({ colleagues }: Pick<BoardClientState, 'colleagues'>) {
  const { t } = useTranslation('board')
  const names = [...new Map(colleagues.map(({ personId, name }) => [personId, name])).values()]
  if (names.length === 0) return null
  return (
    <div className="presence" role="group" aria-label={t('presence', { names: names.join(', ') })}>
      {names.slice(0, mostAvatars).map((name) => (
        <Avatar key={name} name={name} />
      ))}
      {names.length > mostAvatars ? <span className="avatar">+{names.length - mostAvatars}</span> : null}
    </div>
  )
}
