import { describe, expect, it } from 'vitest'
import { matchLocale, pickLocale } from './locale.ts'

const requestWith = (acceptLanguage: string | undefined, path = '/') =>
  new Request(`http://localhost${path}`, {
    headers: acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage },
  })

describe('pickLocale', () => {
  it('takes the address first, then the choice, then the browser, then Chinese', () => {
    expect(pickLocale(requestWith('en-GB', '/?lng=zh-CN'), 'en')).toBe('zh-CN')
    expect(pickLocale(requestWith('en-GB'), 'zh-CN')).toBe('zh-CN')
    expect(pickLocale(requestWith('en-GB'), undefined)).toBe('en')
    expect(pickLocale(requestWith(undefined), undefined)).toBe('zh-CN')
  })

  it.each([
    ['fr, en;q=0.8', 'en'],
    ['en;q=0.4, zh-TW;q=0.9', 'zh-CN'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['fr-FR, de', 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    [';;,q=1', 'zh-CN'],
  ])('reads Accept-Language %s as %s', (header, locale) => {
    expect(pickLocale(requestWith(header), undefined)).toBe(locale)
  })

  it('ignores an unknown language in the address', () => {
    expect(pickLocale(requestWith('en', '/?lng=xx'), undefined)).toBe('en')
  })
})

it('matchLocale goes by the language, not the region', () => {
  expect(matchLocale('EN-us')).toBe('en')
  expect(matchLocale('zh-Hant-HK')).toBe('zh-CN')
  expect(matchLocale('ja')).toBeUndefined()
})
