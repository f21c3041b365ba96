// @ts-check
// The one command: installs what is missing, builds what is stale, starts.
// `node server/start.mjs [index|import|replay|decisions] [arguments]`
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'

prepare()
process.env['NODE_ENV'] = 'production'
const [program = 'index', ...rest] = process.argv.slice(2)
process.argv.splice(1, Infinity, `paidan ${program}`, ...rest)
await import(pathToFileURL(join(root, 'build/paidan', `${program}.js`)).href)
