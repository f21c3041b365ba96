import { ArrowRight, Flag, UserRound, X } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import { stages, type Stage } from '#domain/stage.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import type { BoardPermissions } from './board-props.ts'
import { priorities } from './filters.ts'

type BulkBarProps = {
  count: number
  permissions: BoardPermissions
  onAssign: () => void
  onMove: (stage: Stage) => void
  onPriority: (priority: Priority) => void
  onClear: () => void
}

/** What can be done to all selected tickets. Each is answered for itself. */
export function BulkBar({ count, permissions, onAssign, onMove, onPriority, onClear }: BulkBarProps) {
  const { t } = useTranslation(['board', 'terms'])
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('board:bulk.title')}>
      <span className="num" role="status">
        {t('board:bulk.count', { count })}
      </span>
      {permissions.dispatch ? (
        <Button look="bare" icon={UserRound} onClick={onAssign}>
          {t('board:menu.assign')}
        </Button>
      ) : null}
      {permissions.move ? (
        <Menu
          label={t('board:menu.move')}
          trigger={
            <Button look="bare" icon={ArrowRight}>
              {t('board:menu.move')}
            </Button>
          }
          entries={stages.map((stage) => ({
            kind: 'action',
            id: stage,
            label: t(`terms:stage.${stage}`),
            onSelect: () => onMove(stage),
          }))}
        />
      ) : null}
      {permissions.prioritise ? (
        <Menu
          label={t('board:menu.priority')}
          trigger={
            <Button look="bare" icon={Flag}>
              {t('board:menu.priority')}
            </Button>
          }
          entries={priorities.map((priority) => ({
            kind: 'action',
            id: String(priority),
            label: t(`board:priority.p${priority}`),
            onSelect: () => onPriority(priority),
          }))}
        />
      ) : null}
      <IconButton label={t('board:bulk.clear')} icon={X} side="top" onClick={onClear} />
    </div>
  )
}
