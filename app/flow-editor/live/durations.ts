import type { DurationDays, NodeDuration } from '#contract/flow-occupancy.ts'
import { fetchJson, type LiveFlow } from './live-flow.ts'

type Counted = Promise<readonly NodeDuration[] | undefined>

/** Counted over weeks: within a minute they do not become others. */
const freshMs = 60_000

const known = new WeakMap<LiveFlow, Map<DurationDays, { at: number; counted: Counted }>>()

/** How long tickets have stayed on each node, as it was counted within the last minute, or anew; undefined when there was no answer. */
export function fetchDurations(
  live: LiveFlow,
  days: DurationDays,
  { anew = false }: { anew?: boolean } = {},
): Counted {
  const ofFlow = known.get(live) ?? new Map<DurationDays, { at: number; counted: Counted }>()
  known.set(live, ofFlow)
  const held = ofFlow.get(days)
  if (held && !anew && performance.now() - held.at < freshMs) return held.counted
  const counted = fetchJson<readonly NodeDuration[]>(`/flows/${live.flowId}/durations?days=${days}`)
  ofFlow.set(days, { at: performance.now(), counted })
  void counted.then((read) => {
    if (!read && ofFlow.get(days)?.counted === counted) ofFlow.delete(days)
  })
  return counted
}
