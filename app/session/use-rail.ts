import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import { Kanban, SlidersHorizontal, Workflow, type LucideIcon } from '#app/ui/icons.ts'

type RailEntry = { href: string; label: string; icon: LucideIcon; active: boolean }

/** Where a person of this role can go. `boardHref` is where the board's entry leads: from a board to itself. */
export function useRail(
  role: Role,
  active: 'boards' | 'flows' | 'settings',
  boardHref = '/boards',
): readonly RailEntry[] {
  const { t } = useTranslation(['boards', 'flow', 'policy'])
  const mayReadFlows = role === 'admin' || role === 'supervisor'
  return [
    { href: boardHref, label: t('boards:rail'), icon: Kanban, active: active === 'boards' },
    ...(mayReadFlows
      ? [{ href: '/flows', label: t('flow:title'), icon: Workflow, active: active === 'flows' }]
      : []),
    ...(role === 'admin'
      ? [
          {
            href: '/settings/policies',
            label: t('policy:title'),
            icon: SlidersHorizontal,
            active: active === 'settings',
          },
        ]
      : []),
  ]
}
