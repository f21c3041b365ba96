import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import type { Gesture } from './gesture-to-command.ts'

/** What a gesture has done, in a few words for the toast: "1121-038 已派给 吴海峰", "3 单 已移到 现场". */
export function useGestureText() {
  const { t } = useTranslation(['board', 'terms'])
  return useCallback(
    (
      gesture: Gesture,
      tickets: readonly Ticket[],
      { engineers }: Pick<BoardClientState, 'engineers'>,
    ): string => {
      const [only] = tickets
      const subject =
        tickets.length === 1 && only ? only.number : t('board:toast.tickets', { count: tickets.length })
      switch (gesture.kind) {
        case 'to-engineer': {
          const engineer = engineers.get(gesture.engineerId)?.name ?? ''
          return t('board:toast.assigned', { subject, engineer })
        }
        case 'as-planned':
          return t('board:toast.planned', { subject })
        case 'to-stage':
          return t('board:toast.moved', { subject, stage: t(`terms:stage.${gesture.stage}`) })
        case 'unassign':
          return t('board:toast.unassigned', { subject })
        case 'priority':
          return t('board:toast.priority', { subject, priority: t(`board:priority.p${gesture.priority}`) })
        case 'toggle-pin':
          return only?.assignment?.pinned
            ? t('board:toast.unpinned', { subject })
            : t('board:toast.pinned', { subject })
        case 'cancel':
          return t('board:toast.cancelled', { subject })
        case 'reopen':
          return t('board:toast.reopened', { subject })
        case 'offer': {
          if (gesture.engineerId === null) return t('board:toast.pooled', { subject })
          const engineer = engineers.get(gesture.engineerId)?.name ?? ''
          return t('board:toast.offered', { subject, engineer })
        }
        case 'withdraw-offer':
          return t('board:toast.offerWithdrawn', { subject })
      }
    },
    [t],
  )
}
