import { useTranslation } from 'react-i18next'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { UserRound } from '#app/ui/icons.ts'
import { formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { formatPoints } from '../scoring/points.ts'
import { useAdvice } from '../scoring/use-advice.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { chooseBest } from './best-choice.ts'
import { useLiveClient } from './board-context.tsx'
import type { DropTarget } from './drop-targets.ts'
import type { Gesture } from './gesture-to-command.ts'

type BestEntryFacts = {
  /** Null: nobody asks, and there is no entry. */
  ticket: Ticket | null
  state: BoardClientState
  targets: readonly DropTarget[]
  onGesture: (gesture: Gesture) => void
}

/** Gives the ticket to the first of its recommendation, which it names beforehand. */
export function useBestEntry({ ticket, state, targets, onGesture }: BestEntryFacts): MenuEntry | null {
  const { t, i18n } = useTranslation(['board', 'scoring'])
  const locale = useLocale()
  const client = useLiveClient()
  const { shown } = useAdvice({ client, state, ticketId: ticket?.id ?? null, follow: false })
  if (!ticket) return null
  const name = (engineerId: string) => state.engineers.get(engineerId)?.name ?? ''
  const give = (engineerId: string) => () => onGesture({ kind: 'to-engineer', engineerId })
  const entry = { kind: 'action', id: 'best', label: t('board:menu.best'), icon: UserRound } as const
  const idle = { disabled: true, onSelect: () => undefined }
  const choice = chooseBest(shown, targets, ticket.assignment?.engineerId)
  switch (choice.kind) {
    case 'asking':
      return { ...entry, ...idle, note: t('scoring:asking') }
    case 'nobody':
      return { ...entry, ...idle, note: t('board:menu.nobodyFits') }
    case 'best': {
      const { engineerId, points, holdsIt } = choice
      const detail = `${name(engineerId)} ${formatPoints(points)}`
      return holdsIt
        ? { ...entry, ...idle, detail, note: t('scoring:holdsIt') }
        : { ...entry, detail, onSelect: give(engineerId) }
    }
    case 'nearest': {
      const { target, why } = choice
      return {
        ...entry,
        label: t('board:menu.nearest'),
        detail: `${target.engineer.name} ${formatDistance(locale, target.distanceMeters)}`,
        note: why ? t('scoring:refused', { why: rejectionSentence(i18n, why) }) : t('scoring:offline'),
        onSelect: give(target.engineer.id),
      }
    }
  }
}
