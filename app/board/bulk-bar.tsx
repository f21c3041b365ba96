import { ArrowRight, Flag, UserRound, X, Zap } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { Priority, Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import type { BoardPermissions } from './board-props.ts'
import { priorities } from './filters.ts'
import type { Gesture } from './gesture-to-command.ts'
import { findAssignObstacle } from './gesture-obstacle.ts'
import { useMoveEntries } from './use-move-entries.tsx'

type BulkBarProps = {
  tickets: readonly Ticket[]
  state: BoardClientState
  permissions: BoardPermissions
  onAssign: () => void
  onPlan: () => void
  onGesture: (gesture: Gesture) => void
  onClear: () => void
}

/** What can be done to all selected tickets. Each is answered for itself. */
export function BulkBar({ tickets, state, permissions, onAssign, onPlan, onGesture, onClear }: BulkBarProps) {
  const { t, i18n } = useTranslation(['board', 'plan'])
  const moves = useMoveEntries({ tickets, state, onGesture })
  const unassignable = findAssignObstacle(tickets, state)
  const setPriority = (priority: Priority) => onGesture({ kind: 'priority', priority })
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('board:bulk.title')}>
      <span className="num" role="status">
        {t('board:bulk.count', { count: tickets.length })}
      </span>
      {permissions.dispatch ? (
        <Button
          look="bare"
          icon={UserRound}
          disabled={unassignable !== null}
          title={unassignable ? rejectionSentence(i18n, unassignable) : undefined}
          onClick={onAssign}
        >
          {t('board:menu.assign')}
        </Button>
      ) : null}
      {permissions.dispatch ? (
        <Button
          look="bare"
          icon={Zap}
          disabled={unassignable !== null}
          title={unassignable ? rejectionSentence(i18n, unassignable) : undefined}
          onClick={onPlan}
        >
          {t('plan:askChosen')}
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
          entries={moves}
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
            onSelect: () => setPriority(priority),
          }))}
        />
      ) : null}
      <IconButton label={t('board:bulk.clear')} icon={X} side="top" onClick={onClear} />
    </div>
  )
}
