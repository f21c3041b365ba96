import { z } from 'zod'
import { id, text } from '#contract/fields.ts'
import type { Database } from '#db/client.ts'
import { deleteTeam, findTeamUses, lockTeam, saveTeam } from '#db/team.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayChangeSettings } from '../policies/settings.ts'

const longestTeamName = 60
const mostEngineers = 500

const teamChange = z.discriminatedUnion('change', [
  /** Made when there is none of this id: whoever makes one chooses it. */
  z.object({
    change: z.literal('save'),
    id,
    name: text.min(1).max(longestTeamName),
    engineerIds: z.array(id).max(mostEngineers),
  }),
  z.object({ change: z.literal('delete'), id }),
])

type Ports = { database: Pick<Database, 'sql'>; now: () => Instant }

/** Saves or deletes a team. Who has got work as one of it keeps that work; the next goes to those who are in it then. */
export async function changeTeam(
  { database: { sql }, now }: Ports,
  actor: Actor,
  raw: unknown,
): Promise<{ ok: true; savedId: string | null } | Refusal> {
  if (!mayChangeSettings(actor)) return refuse({ name: 'not-allowed' })
  const parsed = teamChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'change' })
  const given = parsed.data
  return sql.begin(async (tx) => {
    if (given.change === 'save') {
      const { name, engineerIds } = given
      const isSaved = await saveTeam(tx, {
        id: given.id,
        name,
        engineerIds,
        by: actorRef(actor),
        at: now(),
      })
      return isSaved ? { ok: true, savedId: given.id } : refuse({ name: 'team-name-taken', team: name })
    }
    if (!(await lockTeam(tx, given.id))) return refuse({ name: 'team-not-found' })
    const use = (await findTeamUses(tx)).find(({ teamId }) => teamId === given.id)
    if (use) return refuse({ name: 'team-in-use', flow: use.flow, number: use.number })
    await deleteTeam(tx, given.id)
    return { ok: true, savedId: null }
  })
}
