import { expect, it } from 'vitest'
import { localPath } from './local-path.ts'

it.each(['/', '/boards/1?layout=map#top', '/login?next=%2Fboards', '/搜索?q=空调'])('follows %s', (path) => {
  expect(localPath(path, '/home')).toBe(path)
})

it.each([
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  'https://evil.example',
  'boards',
  '',
  '/a\r\nSet-Cookie: x=1',
  '/\t/evil.example',
  null,
  undefined,
])('does not follow %j', (path) => {
  expect(localPath(path, '/home')).toBe('/home')
})
