import { describe, expect, it } from 'vitest'
import { hashPassword, unknownPersonsHash, verifyPassword } from './password.ts'

describe('a password', () => {
  it('is kept with a salt of its own and never in plain', async () => {
    const [one, other] = await Promise.all([hashPassword('梅雨季节-2025'), hashPassword('梅雨季节-2025')])
    expect(one).not.toBe(other)
    expect(one).toMatch(/^scrypt\$16\$[\w+/]{22}==\$[\w+/]{43}=$/)
    expect(await verifyPassword('梅雨季节-2025', one)).toBe(true)
    expect(await verifyPassword('梅雨季节-2024', one)).toBe(false)
  })

  it('is the same however an accented letter was typed', async () => {
    expect(await verifyPassword('cafe\u0301-noir-1', await hashPassword('caf\u00e9-noir-1'))).toBe(true)
  })

  it('of nobody is matched by none', async () => {
    expect(await verifyPassword('', unknownPersonsHash)).toBe(false)
    expect(await verifyPassword('', '')).toBe(false)
  })
})
