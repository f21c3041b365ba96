import { inject } from 'vitest'
import { copyTemplate, type TestDatabase } from './scratch-postgres.ts'

export type { TestDatabase }

/** A database of the test's own on the server that the run has started. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  copyTemplate({ options: inject('postgres'), template: inject('template') })
