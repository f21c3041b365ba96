import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import remixConfig from './remix.config.js'

export default defineConfig({
  plugins: [remix(remixConfig)],
  // MapLibre alone is 1 MB; it is loaded after the first paint of the board.
  build: {
    target: 'es2022',
    cssMinify: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rollupOptions: {
      // A misplaced annotation inside a library, and routes that have no browser part: nothing that we could mend.
      onwarn: (warning, warn) => {
        if (warning.code !== 'INVALID_ANNOTATION' && warning.code !== 'EMPTY_BUNDLE') warn(warning)
      },
    },
  },
  // Its entry points are folders with a package.json each, which Node's own loader refuses.
  ssr: { noExternal: ['@atlaskit/pragmatic-drag-and-drop'] },
  worker: { format: 'es' },
})
