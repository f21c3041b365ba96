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

  it('estimates travel times until an engine is named with its address', () => {
    expect(parseSettings({})).toMatchObject({ settings: { travel: { engine: null, budgetMs: 150 } } })
    const engine = { TRAVEL_URL: 'http://roads:5000', TRAVEL_ENGINE: 'osrm', TRAVEL_BUDGET_MS: '400' }
    expect(parseSettings({ ...engine, TRAVEL_DATUM: 'gcj02' })).toMatchObject({
      settings: {
        travel: { engine: { kind: 'osrm', url: 'http://roads:5000', datum: 'gcj02' }, budgetMs: 400 },
      },
    })
  })

  it('names a missing half beside whatever else is wrong', () => {
    expect(parseSettings({ TRAVEL_URL: 'http://roads:5000', PORT: 'http' })).toEqual({
      ok: false,
      problems: ['PORT: must be a number', 'TRAVEL_ENGINE: is needed with TRAVEL_URL'],
    })
    expect(parseSettings({ TRAVEL_ENGINE: 'osrm' })).toMatchObject({
      problems: ['TRAVEL_URL: is needed with TRAVEL_ENGINE'],
    })
    expect(
      parseSettings({
        TRAVEL_URL: 'ftp://roads',
        TRAVEL_ENGINE: 'google',
        TRAVEL_DATUM: 'nad27',
        TRAVEL_BUDGET_MS: 'soon',
      }),
    ).toMatchObject({
      problems: [
        'TRAVEL_URL: must start with http:// or https://',
        'TRAVEL_ENGINE: must be "osrm" or "valhalla"',
        'TRAVEL_DATUM: must be "wgs84", "gcj02" or "bd09"',
        'TRAVEL_BUDGET_MS: must be a number',
      ],
    })
  })
})
