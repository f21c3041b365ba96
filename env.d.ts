import '@remix-run/node'
import type { PageContext } from './server/http/page-context.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
  /** What the composition root hands to every loader and action. */
  interface AppLoadContext extends PageContext {}
}
