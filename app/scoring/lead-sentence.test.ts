import { describe, expect, it } from 'vitest'
import { compareScores } from '#domain/scoring/compare.ts'
import { createI18n } from '../i18n/i18n.ts'
import { aheadSentence, leadSentence, reversalSentence, whyNotSentence } from './lead-sentence.ts'
import { sampleAdvice } from './sample-advice.ts'

const both = [createI18n('zh-CN'), createI18n('en')] as const
const [zh, en] = both
const name = (id: string) => id

const far = { meters: 6_200, seconds: 1_320, source: 'road' } as const

describe('leadSentence', () => {
  it('says every advantage in words and every drawback by its name, largest first', () => {
    const { recommended } = sampleAdvice([
      { id: '周建国', openLoad: 0, visits: 0 },
      { id: '吴海峰', openLoad: 2, visits: 0, travel: far, engineer: { ratingSum: 100 } },
    ])
    const [one, other] = recommended
    if (!one || !other) throw new Error('two were asked for')
    expect(leadSentence(zh, one, other, name)).toMatchInlineSnapshot(
      `"周建国 比 吴海峰 高 13.8：近 2.1 公里 +11.1，负荷更轻 +3.6，评分 −0.9。"`,
    )
    expect(leadSentence(en, one, other, name)).toMatchInlineSnapshot(
      `"周建国 leads 吴海峰 by 13.8: 2.1 km nearer +11.1, less load +3.6, rating −0.9."`,
    )
  })

  it('prints numbers that add up to the lead', () => {
    const [one, other] = sampleAdvice([{ id: 'a' }, { id: 'b', openLoad: 3, travel: far }]).recommended
    if (!one || !other) throw new Error('two were asked for')
    const printed = [...leadSentence(zh, one, other, name).matchAll(/([+−])(\d+\.\d)/g)]
    const sum = printed.reduce((all, [, sign, points]) => all + (sign === '−' ? -1 : 1) * Number(points), 0)
    expect(sum).toBeCloseTo(compareScores(one.score, other.score).total, 6)
  })

  it('calls equals level', () => {
    const [one, other] = sampleAdvice([{ id: 'a' }, { id: 'b' }]).recommended
    if (!one || !other) throw new Error('two were asked for')
    expect(both.map((i18n) => leadSentence(i18n, one, other, name))).toEqual([
      'a 与 b 同分。',
      'a and b are level.',
    ])
  })
})

it('aheadSentence ends with the smallest change that turns it round, and needs two', () => {
  const advice = sampleAdvice([{ id: '周建国' }, { id: '吴海峰', openLoad: 2 }])
  expect(aheadSentence(zh, advice, name)).toMatchInlineSnapshot(
    `"周建国 比 吴海峰 高 1.8：负荷更轻 +1.8。周建国 再远 2 分，吴海峰 反超。"`,
  )
  expect(aheadSentence(en, advice, name)).toMatchInlineSnapshot(
    `"周建国 leads 吴海峰 by 1.8: less load +1.8. With 周建国 2 min further away, 吴海峰 leads."`,
  )
  expect(aheadSentence(zh, sampleAdvice([{ id: 'a' }]), name)).toBeUndefined()
})

it.each([
  [
    { change: 'load', ticketsMore: 2 } as const,
    'A 再接 2 单，B 反超。',
    'With 2 more tickets for A, B leads.',
  ],
  [
    { change: 'travel', minutesMore: 7 } as const,
    'A 再远 7 分，B 反超。',
    'With A 7 min further away, B leads.',
  ],
  [
    { change: 'weight', objective: 'load', from: 20, to: 31 } as const,
    '「负荷」的权重若从 20 改为 31，B 反超。',
    'With “Load” weighing 31 instead of 20, B leads.',
  ],
])('what would turn it round is said in both languages: $change', (reversal, ...sentences) => {
  expect(both.map((i18n) => reversalSentence(i18n, reversal, { first: 'A', second: 'B' }))).toEqual(sentences)
})

describe('whyNotSentence', () => {
  const advice = sampleAdvice([
    { id: 'a' },
    { id: 'b', openLoad: 2 },
    { id: 'c', engineer: { skills: [] } },
    { id: 'd', engineer: { districts: ['静安区'] } },
  ])
  const sentence = (id: string) => whyNotSentence(zh, id, advice, name)

  it('compares with the first', () => {
    expect(sentence('b')).toMatch(/^a 比 b 高 \d+\.\d：负荷更轻 \+\d+\.\d。$/)
    expect(sentence('a')).toMatch(/^a 排第一/)
  })

  it('names the rule, those that bind the engine alone too, or that the list ends before', () => {
    expect(sentence('c')).toContain('他没有这项技能')
    expect(sentence('d')).toContain('d')
    expect(sentence('unknown')).toBe('unknown 可派，但不在前 2 名。')
  })
})
