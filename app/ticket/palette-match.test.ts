import { describe, expect, it } from 'vitest'
import { bestMatches, matchScore } from './palette-match.ts'

describe('matchScore', () => {
  it('asks for every word of the query', () => {
    expect(matchScore('派 建国', '把 1121-043 派给 周建国')).toBeGreaterThan(0)
    expect(matchScore('派 海峰', '把 1121-043 派给 周建国')).toBe(0)
  })

  it('takes an empty query for everything', () => {
    expect(matchScore('  ', 'anything')).toBe(1)
  })

  it('does not care about case, and finds letters in order with gaps', () => {
    expect(matchScore('ZJG', 'Zhou Jianguo')).toBeGreaterThan(0)
    expect(matchScore('gjz', 'Zhou Jianguo')).toBe(0)
  })

  it('does not put Chinese characters together over gaps', () => {
    expect(matchScore('热漏', '热水器漏水')).toBe(0)
  })
})

describe('bestMatches', () => {
  const texts = ['1121-143 空调漏水', '1121-043 热水器', '0043', '热水器漏水 1121-007', '热水器']
  const find = (query: string, limit = 9) => bestMatches(query, texts, (text) => text, limit)

  it('puts whole before beginning before anywhere', () => {
    expect(find('热水器')).toEqual(['热水器', '热水器漏水 1121-007', '1121-043 热水器'])
  })

  it('puts the beginning of a word before its middle, and the shorter before the longer', () => {
    expect(find('043')).toEqual(['1121-043 热水器', '0043'])
  })

  it('keeps to the limit', () => {
    expect(find('热', 1)).toEqual(['热水器'])
  })
})
