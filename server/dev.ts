import type { ServerBuild } from '@remix-run/node'
import { createServer } from 'vite'
import { runProgram } from './run-program.ts'

/** As index.ts, with pages that Vite builds on demand and changes in the open browser while their source is edited. */
await runProgram(async () => {
  const vite = await createServer({ server: { middlewareMode: true } })
  return {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    assets: [(request, response, next) => vite.middlewares(request, response, next)],
  }
})
