import { expect } from 'vitest'
import { createI18n } from '#app/i18n/i18n.ts'
import { rejectionSentence } from '#app/i18n/rejection-sentence.ts'
import type { Sql } from '#db/client.ts'
import type { Rejection } from '#domain/rejection.ts'
import { readWholeDatabase } from './whole-database.ts'

const languages = [createI18n('zh-CN'), createI18n('en')] as const

/** What was asked for is refused by this name, nothing was changed, and a person can be told why in both languages. */
export async function expectRefused(
  { sql }: { sql: Sql },
  ask: () => Promise<unknown>,
  rejection: Rejection,
): Promise<void> {
  const before = await readWholeDatabase(sql)
  expect(await ask()).toEqual({ ok: false, rejection })
  expect(await readWholeDatabase(sql)).toEqual(before)
  expectSentences(rejection)
}

export function expectSentences(rejection: Rejection): void {
  const [chinese, english] = languages.map((language) => rejectionSentence(language, rejection))
  expect(chinese).toMatch(/\p{Script=Han}.*[。！]$/u)
  expect(english).toMatch(/^[^{}]*[a-z][^{}]*\.$/)
}
