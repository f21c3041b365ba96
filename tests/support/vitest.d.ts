import 'vitest'
import type { ConnectionOptions } from '#db/client.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: ConnectionOptions
    template: string
  }
}
