import { describe, expect, it } from 'vitest'
import { parseReplayArguments } from './arguments.ts'

describe('the arguments of a replay', () => {
  it('are a file and what stands in the usage', () => {
    expect(parseReplayArguments(['day.csv.gz'])).toEqual({
      ok: true,
      given: {
        file: 'day.csv.gz',
        speed: 60,
        engineers: 40,
        dispatcher: 'nearest',
        until: 'hours',
        from: 0,
        hours: 24,
        url: 'http://127.0.0.1:3000',
      },
    })
    expect(
      parseReplayArguments(['a.csv', '--speed', '120', '--from', '08:30', '--day', '2015-07-14']),
    ).toMatchObject({ ok: true, given: { speed: 120, from: 510, day: '2015-07-14' } })
    for (const flow of ['appliance-repair', '0199a3c4-6f1e-4d2b-8a52-1f0c3a5e7d90'])
      expect(parseReplayArguments(['a.csv', '--flow', flow, '--until', 'closed'])).toMatchObject({
        ok: true,
        given: { flow, until: 'closed' },
      })
  })

  it('are refused with a line for each that is wrong', () => {
    expect(parseReplayArguments([])).toMatchObject({ ok: false })
    expect(parseReplayArguments(['a.csv', 'b.csv'])).toMatchObject({ ok: false })
    expect(parseReplayArguments(['a.csv', '--flow', 'repairs'])).toMatchObject({ ok: false })
    expect(parseReplayArguments(['a.csv', '--spede', '2'])).toMatchObject({ ok: false })
    const wrong = parseReplayArguments([
      'a.csv',
      '--speed',
      '0',
      '--from',
      '8',
      '--url',
      'nowhere',
      '--dispatcher',
      'me',
    ])
    expect(wrong.ok ? [] : wrong.problems).toHaveLength(4)
  })
})
