import { expect, it } from 'vitest'
import { startTestServer } from '#tests/support/start-server.ts'

it('the health page says how the travel engine is, where there is one', async () => {
  const engine = { kind: 'osrm' as const, url: 'http://127.0.0.1:9', datum: 'wgs84' as const }
  const server = await startTestServer({ travel: { engine, budgetMs: 150 } })
  try {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({
      database: true,
      travel: { engine: 'osrm', breaker: { state: 'closed' }, lastFailure: null, cached: 0 },
    })
  } finally {
    await server.close()
  }
})
