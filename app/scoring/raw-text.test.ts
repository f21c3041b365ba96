import { expect, it } from 'vitest'
import type { ScoreLine } from '#domain/scoring/score.ts'
import { createI18n } from '../i18n/i18n.ts'
import { rawText } from './raw-text.ts'

const facts = {
  travel: { meters: 4_100, seconds: 720, source: 'road' as const },
  openLoad: 1,
  capacity: 6,
  votes: 212,
}
const line = (objective: ScoreLine['objective'], value: number | null): ScoreLine => ({
  objective,
  raw: value === null ? { kind: 'missing' } : { kind: 'value', value },
  grade: 0.5,
  share: 10,
  points: 5,
})

it.each<[ScoreLine, string, string]>([
  [line('travel', 12), '12 分 · 4.1 公里', '12 min · 4.1 km'],
  [line('load', 17), '在手 1 / 6', 'holds 1 / 6'],
  [line('rating', 4.8), '4.8 · 212 评', '4.8 · 212 votes'],
  [line('slack', 14), '早到 14 分', '14 min early'],
  [line('slack', -5), '晚到 5 分', '5 min late'],
  [line('slack', 200), '早到 3:20', '3:20 early'],
  [line('slack', 0.2), '刚好到', 'just in time'],
  [line('skill-fit', 0), '等级正好', 'exact level'],
  [line('skill-fit', 1.5), '高出 1.5 级', '1.5 levels above'],
  [line('skill-fit', 1), '高出 1 级', '1 level above'],
  [line('familiarity', 0), '没去过', 'never there'],
  [line('familiarity', 1), '去过 1 次', '1 visit'],
  [line('fairness', 80.4), '均值的 80%', '80% of mean'],
  [line('fairness', null), '无数据', 'no data'],
  [line('stability', 1), '现任', 'holds it'],
])('a raw value is said in its own unit: %#', (given, chinese, english) => {
  expect(rawText(createI18n('zh-CN'), given, facts)).toBe(chinese)
  expect(rawText(createI18n('en'), given, facts)).toBe(english)
})

it('stars without votes stand alone', () => {
  expect(rawText(createI18n('zh-CN'), line('rating', 4.5), { ...facts, votes: 0 })).toBe('4.5 星')
})
