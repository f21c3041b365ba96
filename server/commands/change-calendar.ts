import { z } from 'zod'
import { id, text } from '#contract/fields.ts'
import { deleteCalendar, findCalendarUses, lockCalendar, saveCalendar } from '#db/calendar.ts'
import type { Database } from '#db/client.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { calendarSchema } from '#domain/calendar/working-calendar.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayChangeSettings } from '../policies/settings.ts'

const longestCalendarName = 60

const calendarChange = z.discriminatedUnion('change', [
  /** Made when there is none of this id: whoever makes one chooses it. */
  z.object({
    change: z.literal('save'),
    id,
    name: text.min(1).max(longestCalendarName),
    calendar: calendarSchema,
  }),
  z.object({ change: z.literal('delete'), id }),
])

type Ports = { database: Pick<Database, 'sql'>; now: () => Instant }

/**
 * Saves or deletes a working calendar. Limits that are running keep the moment by which they end; those that are set from
 * now on are counted by the new hours. What a published version counts by stays.
 */
export async function changeCalendar(
  { database: { sql }, now }: Ports,
  actor: Actor,
  raw: unknown,
): Promise<{ ok: true; savedId: string | null } | Refusal> {
  if (!mayChangeSettings(actor)) return refuse({ name: 'not-allowed' })
  const parsed = calendarChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'change' })
  const given = parsed.data
  return sql.begin(async (tx) => {
    if (given.change === 'save') {
      const { name, calendar: body } = given
      const isSaved = await saveCalendar(tx, { id: given.id, name, body, by: actorRef(actor), at: now() })
      return isSaved
        ? { ok: true, savedId: given.id }
        : refuse({ name: 'calendar-name-taken', calendar: name })
    }
    if (!(await lockCalendar(tx, given.id))) return refuse({ name: 'calendar-not-found' })
    const use = (await findCalendarUses(tx)).find(({ calendarId }) => calendarId === given.id)
    if (use) return refuse({ name: 'calendar-in-use', flow: use.flow, number: use.number })
    await deleteCalendar(tx, given.id)
    return { ok: true, savedId: null }
  })
}
