import { useCallback, useEffect, useState } from 'react'
import type { Migration } from '#contract/flow-migration.ts'
import type { LiveFlow } from '../live/live-flow.ts'
import { useLive } from '../live/use-live.ts'
import { fetchMigrations } from './ask-migrations.ts'

export type MigrationList = readonly Migration[] | 'failed' | undefined

const underWayMs = 1_000
const openMs = 4_000

/**
 * Read anew whenever tickets on older versions have become more or fewer, every second while a migration is under way, and now and
 * then while somebody looks at the list: a colleague may have ordered one.
 */
export function useMigrations(live: LiveFlow, looking: boolean) {
  const { flowId } = live
  const { occupancy } = useLive(live)
  const [migrations, setMigrations] = useState<MigrationList>()
  const [asked, setAsked] = useState(0)
  const versions = occupancy && `${occupancy.newest} ${ticketsBehind(occupancy.newest, occupancy.versions)}`
  useEffect(() => {
    const asking = new AbortController()
    void fetchMigrations(flowId, asking.signal).then((read) => {
      if (!asking.signal.aborted) setMigrations((known) => read ?? (Array.isArray(known) ? known : 'failed'))
    })
    return () => asking.abort()
  }, [flowId, versions, asked])
  const renew = useCallback(() => setAsked((count) => count + 1), [])
  const running = migrations === 'failed' ? undefined : migrations?.find(({ endedAt }) => endedAt === null)
  const everyMs = running ? underWayMs : looking ? openMs : undefined
  useEffect(() => {
    if (everyMs === undefined) return undefined
    const timer = setInterval(renew, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, renew])
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
