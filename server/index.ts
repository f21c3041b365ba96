import { fileURLToPath } from 'node:url'
import { loadBuiltPages } from './http/pages.ts'
import { runProgram } from './run-program.ts'

/** The program as it is bundled to build/paidan/, beside the pages in build/client and build/server. */
await runProgram(() => loadBuiltPages(fileURLToPath(new URL('..', import.meta.url))))
