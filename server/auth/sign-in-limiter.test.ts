import { describe, expect, it } from 'vitest'
import { createSignInLimiter } from './sign-in-limiter.ts'

const limiter = () => createSignInLimiter(undefined)
const times = async (count: number, attempt: (index: number) => Promise<number>) => {
  const waits: number[] = []
  for (let index = 0; index < count; index += 1) waits.push(await attempt(index))
  return waits
}
const free = (count: number) => Array.from({ length: count }, () => 0)

describe('the sign-in limiter', () => {
  it('lets one name be tried ten times from one address, then asks to wait up to a quarter of an hour', async () => {
    const { consume } = limiter()
    const waits = await times(11, () => consume('10.0.0.1', 'ana'))
    expect(waits.slice(0, 10)).toEqual(free(10))
    expect(waits[10]).toBeGreaterThan(890)
    expect(waits[10]).toBeLessThanOrEqual(900)
  })

  it('does not make others wait: not another name, not the same name from elsewhere', async () => {
    const { consume } = limiter()
    await times(11, () => consume('10.0.0.1', 'ana'))
    expect(await consume('10.0.0.1', 'ben')).toBe(0)
    expect(await consume('10.0.0.2', 'ana')).toBe(0)
  })

  it('lets one address try a hundred times, whatever the names', async () => {
    const { consume } = limiter()
    expect(await times(100, (index) => consume('10.0.0.1', `name ${index}`))).toEqual(free(100))
    expect(await consume('10.0.0.1', 'one more')).toBeGreaterThan(0)
  })

  it('forgets the failures of a name when the password was right', async () => {
    const { consume, forgive } = limiter()
    await times(10, () => consume('10.0.0.1', 'ana'))
    await forgive('10.0.0.1', 'ana')
    expect(await times(10, () => consume('10.0.0.1', 'ana'))).toEqual(free(10))
  })
})
