import { describe, expect, it } from 'vitest'
import { preferenceCookies, readPreferences } from './preferences.ts'

const requestWith = (cookie: string) => new Request('http://localhost/', { headers: { cookie } })

describe('readPreferences', () => {
  it('reads what preferenceCookies wrote', () => {
    const cookies = preferenceCookies({ locale: 'en', theme: 'dark', hotkeys: false })
    const header = cookies.map((line) => line.split(';')[0]).join('; ')
    expect(readPreferences(requestWith(header))).toEqual({ locale: 'en', theme: 'dark', hotkeys: false })
  })

  it.each(['', 'theme=pink; locale=xx; hotkeys=perhaps', '=;;=;theme', 'theme==dark'])(
    'takes anything unknown for absent (%s)',
    (cookie) => {
      expect(readPreferences(requestWith(cookie))).toEqual({
        locale: 'zh-CN',
        theme: 'system',
        hotkeys: true,
      })
    },
  )
})

it('preferenceCookies writes only what was changed', () => {
  expect(preferenceCookies({ theme: 'light' })).toEqual([
    'theme=light; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly',
  ])
})
