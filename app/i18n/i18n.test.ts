import { describe, expect, it, vi } from 'vitest'
import { english } from './en/index.ts'
import { createI18n } from './i18n.ts'
import { chinese } from './zh-CN/index.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Every message by its full key; the plural forms of one message are told apart by their ending. */
function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const full = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') flat.set(full, value)
    else for (const [inner, text] of flatten(value, full)) flat.set(inner, text)
  }
  return flat
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort((a, b) => (a ?? '').localeCompare(b ?? ''))
const isSingular = (key: string) => key.endsWith('_one')

describe('messages', () => {
  const inChinese = flatten(chinese)
  const inEnglish = flatten(english)

  it('have the same keys in both languages; English adds the singular of each plural', () => {
    expect([...inEnglish.keys()].filter((key) => !isSingular(key)).sort()).toEqual(
      [...inChinese.keys()].sort(),
    )
    for (const key of [...inEnglish.keys()].filter(isSingular)) {
      expect([...inChinese.keys()]).toContain(key.replace(/_one$/, '_other'))
    }
  })

  it('have the same placeholders in both languages', () => {
    for (const [key, text] of inEnglish) {
      const original = inChinese.get(key) ?? inChinese.get(key.replace(/_one$/, '_other')) ?? ''
      // A singular may say "one" in words.
      if (isSingular(key) && !text.includes('{{count')) continue
      expect(placeholders(text), key).toEqual(placeholders(original))
    }
  })

  it('are never empty', () => {
    for (const [key, text] of [...inChinese, ...inEnglish]) expect(text.trim(), key).not.toBe('')
  })
})

describe('createI18n', () => {
  it('answers at once, without waiting for anything', () => {
    expect(createI18n('en').t('login:title')).toBe('Sign in')
    expect(createI18n('zh-CN').t('login:title')).toBe('登录')
  })

  it('keeps two requests in two languages apart', () => {
    const first = createI18n('zh-CN')
    const second = createI18n('en')
    expect(first.t('terms:product')).toBe('派单')
    expect(second.t('terms:product')).toBe('Paidan')
  })

  it('does not escape: React does', () => {
    expect(createI18n('en').t('login:subtitle', { organisation: 'A & B <Ltd>' })).toBe(
      'Dispatch for A & B <Ltd>',
    )
  })

  it('says nothing on the console', () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    createI18n('en')
    expect(info).not.toHaveBeenCalled()
    expect(log).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })
})
