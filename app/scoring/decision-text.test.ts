import { expect, it } from 'vitest'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import { createI18n } from '../i18n/i18n.ts'
import { decisionText } from './decision-text.ts'
import { sampleAdvice, sampleDecision } from './sample-advice.ts'

const engineers = [
  { id: '周建国', openLoad: 0 },
  { id: '吴海峰', openLoad: 2 },
  { id: '何军', engineer: { skills: [] } },
]
const [first, second] = sampleAdvice(engineers).recommended.map(({ score }) => score.total.toFixed(1))

it.each<[DecisionRecord['decidedBy'], string, string, string]>([
  ['person', '周建国', `引擎建议 周建国 ${first} · 已采纳`, `Advised 周建国 ${first} · followed`],
  [
    'person',
    '吴海峰',
    `引擎建议 周建国 ${first} · 选了第 2`,
    `Advised 周建国 ${first} · number 2 was chosen`,
  ],
  [
    'person',
    '何军',
    `引擎建议 周建国 ${first} · 所选不在推荐之列`,
    `Advised 周建国 ${first} · somebody not advised was chosen`,
  ],
  ['engineer', '吴海峰', `从抢单池抢得 ${second} · 第 2`, `Claimed from the pool at ${second} · number 2`],
  [
    'engineer',
    '何军',
    `从抢单池抢得 · 引擎建议 周建国 ${first}，抢单人不在推荐之列`,
    `Claimed from the pool · advised was 周建国 ${first}, not the one who claimed it`,
  ],
  ['engine', '吴海峰', `引擎自动派单 ${second} · 第 2`, `Assigned by the engine at ${second} · number 2`],
])('%s chose %s', (decidedBy, chosenEngineerId, chinese, english) => {
  const record = sampleDecision(engineers, { chosenEngineerId, decidedBy, reason: null })
  expect(decisionText(createI18n('zh-CN'), record, (id) => id)).toBe(chinese)
  expect(decisionText(createI18n('en'), record, (id) => id)).toBe(english)
})
