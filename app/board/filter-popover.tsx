import { ListFilter } from '#app/ui/icons.ts'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { stages } from '#domain/stage.ts'
import type { Engineer } from '#domain/engineer.ts'
import { ticketSources, type Ticket } from '#domain/ticket/ticket.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Checkbox } from '../ui/inputs.tsx'
import { Popover } from '../ui/popover.tsx'
import { useFilterLabel } from './filter-labels.ts'
import {
  filterChips,
  noFilters,
  priorities,
  slaLevels,
  toggleFilter,
  type BoardFilters,
  type FilterChip,
  type FilterList,
} from './filters.ts'

type FilterPopoverProps = {
  filters: BoardFilters
  onChange: (filters: BoardFilters) => void
  tickets: ReadonlyMap<string, Ticket>
  engineers: ReadonlyMap<string, Engineer>
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Every filter at once; what is chosen is in force at once. */
export function FilterPopover({
  filters,
  onChange,
  tickets,
  engineers,
  open,
  onOpenChange,
}: FilterPopoverProps) {
  const { t } = useTranslation('board')
  const inForce = filterChips(filters).length
  return (
    <Popover
      label={t('filter.title')}
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton label={t('filter.title')} hotkey="F" icon={ListFilter} />}
    >
      <div className="filters">
        <Choices {...{ filters, onChange, tickets, engineers }} />
        <footer>
          <Checkbox
            label={t('filter.mine')}
            checked={filters.scope === 'mine'}
            onChange={({ currentTarget }) =>
              onChange({ ...filters, scope: currentTarget.checked ? 'mine' : 'all' })
            }
          />
          <span className="grow" />
          <Button disabled={inForce === 0} onClick={() => onChange(noFilters)}>
            {inForce === 0 ? t('filter.clearAll') : t('filter.clear', { count: inForce })}
          </Button>
        </footer>
      </div>
    </Popover>
  )
}

type ChoicesProps = Pick<FilterPopoverProps, 'filters' | 'onChange' | 'tickets' | 'engineers'>

function Choices({ filters, onChange, tickets, engineers }: ChoicesProps) {
  const { t } = useTranslation('board')
  const label = useFilterLabel((id) => engineers.get(id)?.name ?? '')
  const { skills, districts } = useMemo(() => findValues(tickets.values()), [tickets])
  const group = <List extends FilterList>(
    list: List,
    title: string,
    values: readonly BoardFilters[List][number][],
  ): ReactNode => {
    const chosen: readonly BoardFilters[List][number][] = filters[list]
    return values.length === 0 ? null : (
      <fieldset>
        <legend>{title}</legend>
        <div className="filter-values">
          {values.map((value) => (
            <Checkbox
              key={value}
              label={label({ kind: list, value } as FilterChip)}
              checked={chosen.includes(value)}
              onChange={() => onChange(toggleFilter(filters, list, value))}
            />
          ))}
        </div>
      </fieldset>
    )
  }
  return (
    <div className="filter-groups">
      {group('sla', t('filter.sla'), slaLevels)}
      {group('priorities', t('filter.priority'), priorities)}
      {group('stages', t('filter.stage'), stages)}
      {group('sources', t('filter.source'), ticketSources)}
      {group('skills', t('filter.skill'), skills)}
      {group('districts', t('filter.district'), districts)}
      {group('assignees', t('filter.assignee'), [...engineers.keys()])}
    </div>
  )
}

function findValues(tickets: Iterable<Ticket>) {
  const skills = new Set<string>()
  const districts = new Set<string>()
  for (const { requiredSkills, district } of tickets) {
    for (const { skill } of requiredSkills) skills.add(skill)
    if (district !== null) districts.add(district)
  }
  return { skills: [...skills].sort(), districts: [...districts].sort() }
}
