import { useTranslation } from 'react-i18next'
import { stages } from '#domain/stage.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { useLiveClient } from './board-context.tsx'
import type { Gesture } from './gesture-to-command.ts'
import { findObstacle } from './gesture-obstacle.ts'

export type MoveEntriesProps = {
  tickets: readonly Ticket[]
  state: Pick<BoardClientState, 'flows' | 'engineers'>
  onGesture: (gesture: Gesture) => void
}

/** Every column: those to which the flow has no way say so instead of being left out. */
export function useMoveEntries({ tickets, state, onGesture }: MoveEntriesProps): MenuEntry[] {
  const { t, i18n } = useTranslation(['board', 'terms'])
  const client = useLiveClient()
  if (!client) return []
  return stages.flatMap((stage): MenuEntry[] => {
    if (tickets.every((ticket) => ticket.stage === stage)) return []
    const gesture = { kind: 'to-stage', stage } as const
    const obstacle = findObstacle(gesture, tickets, state, client.findRefusal)
    return [
      {
        kind: 'action',
        id: stage,
        label: t(`terms:stage.${stage}`),
        disabled: obstacle !== null,
        detail: obstacle ? (
          <span title={rejectionSentence(i18n, obstacle)}>{t('board:menu.noWay')}</span>
        ) : undefined,
        onSelect: () => onGesture(gesture),
      },
    ]
  })
}
