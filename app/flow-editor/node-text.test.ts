import { expect, it } from 'vitest'
import { withName } from './node-text.ts'

it('what is typed in one language leaves the other as it is', () => {
  expect(withName({ 'zh-CN': '上门', en: 'Visit' }, 'en', 'On site')).toEqual({
    'zh-CN': '上门',
    en: 'On site',
  })
  expect(withName('上门', 'en', 'On site')).toBe('On site')
})
