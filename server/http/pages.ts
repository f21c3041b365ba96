import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type RequestHandler } from 'express'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The Remix application, and what serves the files that its pages ask for. */
export type Pages = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  assets: readonly RequestHandler[]
}

/** The pages as `npm run build` has made them. */
export async function loadBuiltPages(buildFolder: string): Promise<Pages> {
  const server = pathToFileURL(join(buildFolder, 'server/index.js')).href
  const client = join(buildFolder, 'client')
  return {
    build: (await import(server)) as ServerBuild,
    assets: [
      compression(),
      expressAssets(join(client, 'assets'), '/assets', { immutable: true, maxAge: '1y' }),
      express.static(client, { maxAge: '1h' }),
    ],
  }
}

function expressAssets(folder: string, path: string, options: { immutable: boolean; maxAge: string }) {
  return express.Router().use(path, express.static(folder, options))
}
