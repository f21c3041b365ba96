import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import { Kanban, SlidersHorizontal, type LucideIcon } from '#app/ui/icons.ts'

type RailEntry = { href: string; label: string; icon: LucideIcon; active: boolean }

/** Where a person of this role can go. `boardHref` is where the board's entry leads: from a board to itself. */
export function useRail(
  role: Role,
  active: 'boards' | 'settings',
  boardHref = '/boards',
): readonly RailEntry[] {
  const { t } = useTranslation(['boards', 'policy'])
  return [
    { href: boardHref, label: t('boards:rail'), icon: Kanban, active: active === 'boards' },
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
