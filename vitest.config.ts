import { defineConfig } from 'vitest/config'

/**
 * Two kinds of tests: beside pure files, and in tests/ with real parts. Both kinds get a database of their own per file,
 * copied from a migrated template; the server behind it is told by PAIDAN_TEST_POSTGRES (see tests/support/postgres.ts).
 */
export default defineConfig({
  test: {
    include: ['{app,db,geo,realtime,server,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes; a slow machine is no failure.
    expect: { poll: { timeout: 25_000 } },
    // Two cores: more workers only fight over them.
    maxWorkers: 2,
    restoreMocks: true,
  },
})
