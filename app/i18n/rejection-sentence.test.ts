import type { Rejection } from '#domain/rejection.ts'
import { describe, expect, it } from 'vitest'
import { createI18n } from './i18n.ts'
import { rejectionSentence } from './rejection-sentence.ts'

const chinese = createI18n('zh-CN')
const english = createI18n('en')

describe('rejectionSentence', () => {
  it('names the rule and its numbers', () => {
    const rejection: Rejection = { name: 'skill-missing', engineer: '何军', skill: '燃气', needed: 2, has: 1 }
    expect(rejectionSentence(chinese, rejection)).toBe('何军 不能接：本单需燃气 L2，他是 L1。')
    expect(rejectionSentence(english, rejection)).toBe(
      '何军 cannot take it: needs 燃气 level 2, has level 1.',
    )
  })

  it('says that a skill is absent, not that it has level 0', () => {
    const rejection: Rejection = {
      name: 'skill-missing',
      engineer: 'He Jun',
      skill: 'gas',
      needed: 2,
      has: 0,
    }
    expect(rejectionSentence(english, rejection)).toContain('does not have that skill')
  })

  it('writes a shift as a clock', () => {
    const rejection: Rejection = { name: 'off-shift', engineer: '许亮', fromMinute: 480, toMinute: 1020 }
    expect(rejectionSentence(chinese, rejection)).toBe('许亮 此刻不在班，班次 08:00–17:00。')
  })

  it('names stages and ways in the language of the reader', () => {
    expect(rejectionSentence(english, { name: 'no-transition', from: 'intake', to: 'on-site' })).toBe(
      'The flow does not allow a move from “Intake” to “On site”.',
    )
    expect(rejectionSentence(chinese, { name: 'no-transition', from: 'closed', to: null })).toBe(
      '流程在「已关闭」阶段不允许这样做。',
    )
    const options = [
      { nodeId: 'a', name: { 'zh-CN': '等配件', en: 'Parts pending' } },
      { nodeId: 'b', name: { 'zh-CN': '等客户', en: 'Customer pending' } },
    ]
    expect(rejectionSentence(chinese, { name: 'choose-transition', stage: 'waiting', options })).toBe(
      '转到「等待」有多种走法，请选一条：等配件、等客户。',
    )
  })
})
