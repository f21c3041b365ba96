import { useCallback, useEffect } from 'react'
import type { Migration } from '#contract/flow-migration.ts'
import type { LiveFlow } from '../live/live-flow.ts'
import { useLive } from '../live/use-live.ts'
import { fetchMigrations } from './ask-migrations.ts'
import { useSteadyReading } from './use-steady-reading.ts'

export type MigrationList = readonly Migration[] | 'failed' | undefined

const underWayMs = 1_000
const openMs = 4_000

/**
 * Read anew whenever tickets on older versions have become more or fewer, a second after each answer while a migration is under way, and
 * now and then while somebody looks at the list: a colleague may have ordered one.
 */
export function useMigrations(live: LiveFlow, looking: boolean) {
  const { flowId } = live
  const { occupancy } = useLive(live)
  const versions = occupancy && `${occupancy.newest} ${ticketsBehind(occupancy.newest, occupancy.versions)}`
  const read = useCallback((signal: AbortSignal) => fetchMigrations(flowId, signal), [flowId])
  const { reading, renew } = useSteadyReading(read, versions)
  const running = reading.answer?.find(({ endedAt }) => endedAt === null)
  const everyMs = running ? underWayMs : looking ? openMs : undefined
  useEffect(() => {
    if (everyMs === undefined) return undefined
    const timer = setTimeout(renew, everyMs)
    return () => clearTimeout(timer)
  }, [reading, everyMs, renew])
  const migrations: MigrationList = reading.answer ?? (reading.isFailed ? 'failed' : undefined)
  return { migrations, running, renew }
}

/** The tickets that do not run on the newest version. */
export const ticketsBehind = (
  newest: number | null,
  versions: readonly { number: number; tickets: number }[],
): number => versions.reduce((sum, { number, tickets }) => (number === newest ? sum : sum + tickets), 0)

/** How many tickets of a migration have had their turn. */
export const ticketsDone = ({ counts }: Pick<Migration, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
