import { findEngineerNames } from '#db/engineer.ts'
import { migrate } from '#db/migrate.ts'
import { parseSettings } from '../env.ts'
import { verificationText } from './decisions/verification-text.ts'
import { verifyDecisions } from './decisions/verify-decisions.ts'
import { openDatabase } from './open-database.ts'

/** `npm run decisions:verify`: 0 when every stored decision comes out as it was stored, 1 when one does not. */
async function main(): Promise<number> {
  const parsed = parseSettings(process.env)
  if (!parsed.ok) {
    console.error(`These settings are wrong:\n${parsed.problems.join('\n')}`)
    return 2
  }
  const { database, close } = await openDatabase(parsed.settings)
  try {
    await migrate(database)
    const verification = await verifyDecisions(database.sql)
    const names = await findEngineerNames(database.sql)
    console.log(verificationText(verification, names))
    return verification.differing.length === 0 ? 0 : 1
  } finally {
    await close()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  // What has a code is about the database or the disk, and is the reader's to mend.
  console.error(error instanceof Error && 'code' in error ? error.message : error)
  process.exitCode = 2
}
