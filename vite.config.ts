import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import remixConfig from './remix.config.js'

export default defineConfig({
  plugins: [remix(remixConfig)],
  // MapLibre alone is 1 MB; it is loaded after the first paint of the board.
  build: { target: 'es2022', cssMinify: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1_200 },
  // Its entry points are folders with a package.json each, which Node's own loader refuses.
  ssr: { noExternal: ['@atlaskit/pragmatic-drag-and-drop'] },
  worker: { format: 'es' },
})
