import type { ImportFailure, RowReason } from '#domain/import/import-step.ts'
import type { i18n } from 'i18next'
import { rejectionSentence } from './rejection-sentence.ts'

/** Why a row was not imported, for the person who can mend it. */
export function rowReasonSentence(i18n: i18n, reason: RowReason): string {
  if (reason.from === 'command') return rejectionSentence(i18n, reason.rejection)
  const { t } = i18n
  const { problem } = reason
  switch (problem.name) {
    case 'field-empty':
      return t('imports:row.field-empty', { field: t(`imports:field.${problem.field}`) })
    case 'field-too-long':
      return t('imports:row.field-too-long', {
        field: t(`imports:field.${problem.field}`),
        limit: problem.limit,
      })
    case 'bad-coordinate':
      return t('imports:row.bad-coordinate', { value: problem.value })
    case 'bad-date':
      return t('imports:row.bad-date', { field: t(`imports:field.${problem.field}`), value: problem.value })
    case 'wrong-column-count':
      return t('imports:row.wrong-column-count', { expected: problem.expected, found: problem.found })
  }
}

/** Why the import ended before the end of the file. */
export function importFailureSentence(i18n: i18n, failure: ImportFailure): string {
  const { t, language } = i18n
  switch (failure.name) {
    case 'file-empty':
    case 'gzip-broken':
      return t(`imports:failure.${failure.name}`)
    case 'file-too-large':
      return t('imports:failure.file-too-large', { limit: failure.limitMegabytes })
    case 'map-wrong':
      return t('imports:failure.map-wrong', { field: failure.field })
    case 'columns-missing':
      return t('imports:failure.columns-missing', {
        columns: failure.columns.join(language === 'en' ? ', ' : '、'),
      })
    case 'encoding-wrong':
      return t('imports:failure.encoding-wrong', { encoding: failure.encoding.toUpperCase() })
    case 'csv-broken':
      return t('imports:failure.csv-broken', { line: failure.line })
    case 'refused':
      return rejectionSentence(i18n, failure.rejection)
  }
}
