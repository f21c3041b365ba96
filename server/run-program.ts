import type { Role } from '#domain/actor.ts'
import { isDatabaseAway } from '#db/client.ts'
import { EmbeddedPostgresFailure } from '#db/embedded/failure.ts'
import { OldPostgres } from '#db/migrate.ts'
import { parseSettings, type Settings } from './env.ts'
import type { Pages } from './http/pages.ts'
import { startPaidan, type Paidan } from './paidan.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** The program around the product: settings in, what the person at the terminal reads, an orderly end. */
export async function runProgram(loadPages: () => Promise<Pages>): Promise<void> {
  const parsed = parseSettings(process.env)
  if (!parsed.ok) {
    say('Paidan cannot start. These settings are wrong:')
    for (const problem of parsed.problems) say(`  - ${problem}`)
    process.exit(1)
  }
  const { settings } = parsed
  try {
    const paidan = await startPaidan({ settings, pages: await loadPages(), progress: say })
    greet(paidan)
    endOnSignal(paidan)
  } catch (error) {
    say(`\n${explain(error, settings)}\n`)
    process.exit(1)
  }
}

function greet({ url, setupUrl, demoPeople }: Paidan) {
  say(`\n  Paidan 派单   ${url}\n`)
  if (setupUrl) say(`  Make the first administrator (the link works once):\n  ${setupUrl}\n`)
  if (demoPeople.length > 0) {
    say('  Demo sign-ins, one click each on the sign-in page:')
    for (const { name, role } of demoPeople) say(`    ${name}   ${roleName[role]}`)
    say('')
  }
}

const roleName: Record<Role, string> = {
  admin: 'administrator 管理员',
  supervisor: 'supervisor 主管',
  dispatcher: 'dispatcher 调度员',
  'service-desk': 'service desk 客服',
  engineer: 'engineer 工程师',
}

function endOnSignal(paidan: Paidan) {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    paidan.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Paidan did not end cleanly: ${String(error)}`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

/** One sentence for what the person can mend, the whole error for what only we can. */
function explain(error: unknown, { host, port }: Settings): string {
  if (error instanceof EmbeddedPostgresFailure || error instanceof OldPostgres) return error.message
  if (isDatabaseAway(error) || isRefusedLogin(error))
    return `The database of DATABASE_URL cannot be used: ${error instanceof Error ? error.message : String(error)}.`
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program. Choose one with PORT, for example PORT=3001 npm start.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** SQLSTATE class 28: invalid authorization; 3D000: no such database. */
const isRefusedLogin = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(28...|3D000)$/.test(String(error.code))
