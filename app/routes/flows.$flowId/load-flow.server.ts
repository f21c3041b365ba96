import type { AppLoadContext } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import { findCalendarList } from '#db/calendar.ts'
import { findFlows } from '#db/flow-documents.ts'
import { findPeople } from '#db/person.ts'
import { findTeams } from '#db/team.ts'
import type { Actor } from '#domain/actor.ts'
import { mayReadFlows } from '#server/policies/flow.ts'
import { refusePage } from '../../session/session.server.ts'

/** What the page needs before the document itself comes over the line. */
export async function loadFlow(
  { database: { sql, kysely }, channels, allowPrivateWebhooks }: AppLoadContext,
  actor: Actor,
  flowId: string | undefined,
) {
  if (!mayReadFlows(actor)) throw refusePage({ name: 'not-allowed' }, 403)
  const parsed = id.safeParse(flowId)
  const flows = parsed.success ? await findFlows(sql) : []
  const flow = flows.find((one) => one.id === parsed.data && one.archivedAt === null)
  if (!flow) throw refusePage({ name: 'flow-not-found' }, 404)
  const [people, teams, calendars] = await Promise.all([
    findPeople(kysely),
    findTeams(sql),
    findCalendarList(sql),
  ])
  return {
    flowId: flow.id,
    name: flow.name,
    surroundings: {
      people,
      teams: teams.map((team) => ({ id: team.id, name: team.name })),
      flows: flows
        .filter(({ archivedAt }) => archivedAt === null)
        .map((one) => ({ id: one.id, name: one.name })),
      calendars: calendars.map(({ id: calendarId, name, body }) => ({ id: calendarId, name, body })),
      channels,
      allowPrivateWebhooks,
    },
  }
}
