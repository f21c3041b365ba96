import { expect, it } from 'vitest'
import { isOwnOrigin } from './origin.ts'

it.each([
  ['http://127.0.0.1:3000', '127.0.0.1:3000', undefined, true],
  ['https://dispatch.example', 'dispatch.example', undefined, true],
  ['https://elsewhere.example', 'dispatch.example', undefined, false],
  ['http://dispatch.example:81', 'dispatch.example', undefined, false],
  ['http://dispatch.example.elsewhere.example', 'dispatch.example', undefined, false],
  ['null', 'dispatch.example', undefined, false],
  ['not a url', 'dispatch.example', undefined, false],
  ['http://dispatch.example', undefined, undefined, false],
  [undefined, 'dispatch.example', undefined, false],
  ['', '', undefined, false],
  // Behind a proxy the address that people use counts, not the Host header.
  ['https://dispatch.example', '10.0.0.7:3000', 'https://dispatch.example', true],
  ['http://10.0.0.7:3000', '10.0.0.7:3000', 'https://dispatch.example', false],
])('origin %j at host %j with public origin %j: %j', (origin, host, publicOrigin, expected) => {
  expect(isOwnOrigin(origin, host, publicOrigin)).toBe(expected)
})
