import type { AppLoadContext } from '@remix-run/node'
import { findCalendarList } from '#db/calendar.ts'
import { findFlows } from '#db/flow-documents.ts'
import { findPeople } from '#db/person.ts'
import { findTeams } from '#db/team.ts'
import type { Surroundings } from '../../flow-editor/form-context.tsx'

/**
 * Who and what a flow can name, as it is now.
 *
 * @param known the flows, for who has read them already
 */
export async function loadSurroundings(
  { database: { sql, kysely }, channels, allowPrivateWebhooks }: AppLoadContext,
  known?: Awaited<ReturnType<typeof findFlows>>,
): Promise<Surroundings> {
  const [flows, people, teams, calendars] = await Promise.all([
    known ?? findFlows(sql),
    findPeople(kysely),
    findTeams(sql),
    findCalendarList(sql),
  ])
  return {
    people,
    teams: teams.map(({ id, name }) => ({ id, name })),
    flows: flows.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ id, name })),
    calendars: calendars.map(({ id, name, body }) => ({ id, name, body })),
    channels,
    allowPrivateWebhooks,
  }
}
