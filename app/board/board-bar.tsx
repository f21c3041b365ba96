import clsx from 'clsx'
import { ArrowDownWideNarrow, Users } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { SlaLevel } from '#domain/sla/sla-state.ts'
import type { Stage } from '#domain/stage.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { Pill } from '../ui/pill.tsx'
import { boardSorts, type BoardColumns, type BoardSort } from './columns.ts'
import { slaIcons } from './sla-mark.tsx'

const shownLevels = ['breached', 'critical', 'at-risk'] as const satisfies readonly SlaLevel[]

type BoardBarProps = {
  columns: BoardColumns
  chosenSla: readonly SlaLevel[]
  onSla: (level: SlaLevel) => void
  sort: BoardSort
  onSort: (sort: BoardSort) => void
  pills: readonly Stage[]
  /** The stage under a card in the air. */
  overStage: Stage | null
  onOpenStage: (stage: Stage) => void
  engineersOpen: boolean
  onEngineers: () => void
}

/** What the numbers of the board are, how it is ordered, and the stages that have no column at the moment. */
export function BoardBar(props: BoardBarProps) {
  const { columns, chosenSla, onSla, sort, onSort, pills, overStage, onOpenStage } = props
  const { t } = useTranslation(['board', 'terms'])
  return (
    <div className="board-bar">
      <span className="stat">
        <b className="num">{columns.open}</b> {t('board:bar.open', { count: columns.open })}
      </span>
      {shownLevels.map((level) =>
        columns.bySla[level] === 0 && !chosenSla.includes(level) ? null : (
          <button
            key={level}
            type="button"
            className={clsx('stat', level)}
            aria-pressed={chosenSla.includes(level)}
            onClick={() => onSla(level)}
          >
            <Icon of={slaIcons[level]} size={14} />
            <b className="num">{columns.bySla[level]}</b> <span>{t(`board:sla.${level}`)}</span>
          </button>
        ),
      )}
      <span className="grow" />
      <Menu
        label={t('board:sort.title')}
        align="end"
        trigger={
          <Button
            look="bare"
            className="sort"
            title={t('board:sort.title')}
            aria-label={t(`board:sort.${sort}`)}
          >
            <Icon of={ArrowDownWideNarrow} size={14} />
            <span>{t(`board:sort.${sort}`)}</span>
          </Button>
        }
        entries={boardSorts.map((one) => ({
          kind: 'choice',
          id: one,
          label: t(`board:sort.${one}`),
          chosen: one === sort,
          onSelect: () => onSort(one),
        }))}
      />
      <IconButton
        label={t('board:engineers.title')}
        hotkey="E"
        icon={Users}
        aria-pressed={props.engineersOpen}
        onClick={props.onEngineers}
      />
      <div className="pills">
        {pills.map((stage) => (
          <Pill
            key={stage}
            label={t(`terms:stage.${stage}`)}
            count={columns.columns[stage].length}
            dot={<i className="dot" data-stage={stage} />}
            data-drop-stage={stage}
            className={clsx(overStage === stage && 'over')}
            onClick={() => onOpenStage(stage)}
          />
        ))}
      </div>
    </div>
  )
}
