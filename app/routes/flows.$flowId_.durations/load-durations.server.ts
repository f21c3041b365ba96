import type { AppLoadContext } from '@remix-run/node'
import { durationDays, type NodeDuration } from '#contract/flow-occupancy.ts'
import { findNodeDurations } from '#db/node-stays.ts'
import type { Actor } from '#domain/actor.ts'
import { hours } from '#domain/instant.ts'
import { shownBoards } from '../../session/flow.server.ts'

/** How long tickets have stood on each node, over the last days. */
export function loadDurations(
  { database, now }: AppLoadContext,
  actor: Extract<Actor, { kind: 'person' }>,
  { flowId, asked }: { flowId: string; asked: string | null },
): Promise<NodeDuration[]> {
  const days = durationDays.find((one) => String(one) === asked) ?? 30
  const since = now() - hours(24 * days)
  return findNodeDurations(database.sql, { flowId, since, boardIds: shownBoards(actor) })
}
