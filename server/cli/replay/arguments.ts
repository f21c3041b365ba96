import { parseArgs } from 'node:util'
import { z } from 'zod'
import { starters } from '#domain/flow-graph/starters/starters.ts'

export const usage = `Replays one day of service requests on a running Paidan, through real sockets.

  npm run replay -- FILE [options]

  FILE               a CSV file, packed with gzip or not
  --speed N          how many times faster than life (60)
  --engineers M      how many simulated engineers (40)
  --dispatcher WHO   nearest: everything goes to the nearest at once; engine: automatic dispatch gives work away, and what it
                     leaves to people goes to the nearest after ten minutes of the replayed day (nearest)
  --flow FLOW        the drawn flow on which the tickets run (the standard process): the id of a published one, as its address
                     has it, or a starter, published for this replay with its times made shorter by the speed, at least a
                     minute: ${starters.map(({ key }) => key).join(', ')}
  --until WHEN       hours: the hours are over; closed: every ticket is closed as well (hours)
  --map MAP.json     how its columns become tickets (the map of Boston 311)
  --day YYYY-MM-DD   the day, on the clocks of the map (the day with the most requests)
  --from HH:MM       from when on that day (00:00)
  --hours H          for how long (24)
  --board NAME       the name of the board that is made for it (Boston and the day)
  --url URL          where Paidan runs (http://127.0.0.1:3000)

Each replay makes a new board and leaves it to be looked at; Ctrl-C ends it early. The board and its people are made by a
direct connection to the database: DATABASE_URL, else the embedded one.
`

const options = z.object({
  speed: z.coerce.number().positive().max(10_000).default(60),
  engineers: z.coerce.number().int().min(1).max(2_000).default(40),
  dispatcher: z.enum(['nearest', 'engine']).default('nearest'),
  flow: z.union([z.enum(starters.map(({ key }) => key)), z.uuid()]).optional(),
  until: z.enum(['hours', 'closed']).default('hours'),
  map: z.string().optional(),
  day: z.iso.date().optional(),
  from: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 08:30')
    .default('00:00')
    .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))),
  hours: z.coerce.number().positive().max(24).default(24),
  board: z.string().min(1).max(80).optional(),
  url: z
    .url()
    .default('http://127.0.0.1:3000')
    .transform((text) => new URL(text).origin),
})

export type ReplayArguments = z.infer<typeof options> & { file: string }

/** The arguments of the command line, or one line for each that is wrong. */
export function parseReplayArguments(
  args: readonly string[],
): { ok: true; given: ReplayArguments } | { ok: false; problems: readonly string[] } {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.keys(options.shape).map((name) => [name, { type: 'string' as const }]),
      ),
    })
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] }
  }
  const [file, ...others] = parsed.positionals
  if (file === undefined || others.length > 0)
    return { ok: false, problems: ['exactly one FILE must be given'] }
  const checked = options.safeParse(parsed.values)
  if (checked.success) return { ok: true, given: { ...checked.data, file } }
  return {
    ok: false,
    problems: checked.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`),
  }
}
