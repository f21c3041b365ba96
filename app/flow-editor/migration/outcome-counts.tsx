import { useTranslation } from 'react-i18next'
import type { MigrationOutcome } from '#contract/flow-migration.ts'

const shown = ['moved', 'kept', 'stays', 'failed', 'over'] as const
const tones = { moved: 'good', kept: 'good', stays: 'warn', failed: 'bad', over: 'muted' } as const

/** How many come along and how many do not; what there is none of is not named. */
export function OutcomeCounts({ counts }: { counts: Readonly<Record<MigrationOutcome, number>> }) {
  const { t } = useTranslation('flowMigration')
  return (
    <span className="mcounts num">
      {shown
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <span key={outcome} className={tones[outcome]}>
            {t(`count.${outcome}`, { count: counts[outcome] })}
          </span>
        ))}
    </span>
  )
}
