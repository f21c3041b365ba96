import { describe, expect, it } from 'vitest'
import { parseSettings } from './env.ts'

describe('parseSettings', () => {
  it('starts on loopback with the embedded database and the demo city when nothing is set', () => {
    const parsed = parseSettings({})
    expect(parsed).toMatchObject({ ok: true, settings: { host: '127.0.0.1', port: 3000, demo: true } })
  })

  it('has no demo on a real database unless asked for by name', () => {
    const url = 'postgres://paidan@db/paidan'
    expect(parseSettings({ DATABASE_URL: url })).toMatchObject({ settings: { demo: false } })
    expect(parseSettings({ DATABASE_URL: url, PAIDAN_DEMO: 'city' })).toMatchObject({
      settings: { demo: true },
    })
  })

  it('reports every bad value in one list', () => {
    const parsed = parseSettings({
      PORT: 'http',
      REDIS_URL: 'http://cache',
      PAIDAN_DEMO: 'yes',
      LOG_LEVEL: '',
    })
    expect(parsed).toEqual({
      ok: false,
      problems: [
        'PORT: must be a number',
        'REDIS_URL: must start with redis:// or rediss://',
        'PAIDAN_DEMO: must be "city" or "off"',
      ],
    })
  })
})
