import { describe, expect, it } from 'vitest'
import { readSessionCookie, sessionCookie } from './session-cookie.ts'

describe('the session cookie', () => {
  it('is kept from scripts and from other sites', () => {
    expect(sessionCookie('abc', false).split('; ')).toEqual([
      'paidan_session=abc',
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
    ])
  })

  it('is sent over HTTPS only where there is HTTPS, and outlives the browser when asked to', () => {
    expect(sessionCookie('abc', true, 43_200)).toBe(
      'paidan_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200',
    )
  })

  it.each([
    ['paidan_session=abc', 'abc'],
    ['theme=dark; paidan_session=a-b_c=; locale=en', 'a-b_c='],
    ['other_paidan_session=abc', undefined],
    ['theme=dark', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('is read from %j', (header, token) => {
    expect(readSessionCookie(header)).toBe(token)
  })
})
