import type { ServerBuild } from '@remix-run/node'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { EmbeddedPostgresFailure } from '#db/embedded/failure.ts'
import { parseSettings } from './env.ts'
import { startPaidan } from './paidan.ts'

/** The program: settings in, a running Paidan out. Bundled to build/paidan/, beside the pages in build/client and build/server. */
const say = (text: string) => process.stdout.write(`${text}\n`)

const parsed = parseSettings(process.env)
if (!parsed.ok) {
  say(
    `Paidan cannot start. These settings are wrong:\n${parsed.problems.map((line) => `  - ${line}`).join('\n')}`,
  )
  process.exit(1)
}
const { settings } = parsed

const buildFolder = join(fileURLToPath(import.meta.url), '../..')
const build = (await import(pathToFileURL(join(buildFolder, 'server/index.js')).href)) as ServerBuild

try {
  const paidan = await startPaidan({
    settings,
    pages: { build, clientFolder: join(buildFolder, 'client') },
  })
  say(`\n  Paidan 派单  ${paidan.url}\n`)
  if (paidan.setupUrl) say(`  Make the first administrator (this link works once): ${paidan.setupUrl}\n`)
  else if (settings.demo)
    say(
      '  Demo sign-ins stand on the sign-in page: dispatchers 孙悦 and 王磊, supervisor 沈佳怡, administrator 林薇, service desk 赵敏.\n',
    )
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    paidan.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(String(error))
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
} catch (error) {
  say(
    error instanceof EmbeddedPostgresFailure
      ? `\n${error.message}\n`
      : String(error instanceof Error ? error.stack : error),
  )
  process.exit(1)
}
