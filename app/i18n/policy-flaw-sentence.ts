import type { PolicyFlaw } from '#domain/scoring/policy.ts'
import type { i18n } from 'i18next'

/** What is wrong with a policy; shown beside the field, and in the server's refusal. */
export function policyFlawSentence({ t }: i18n, flaw: PolicyFlaw): string {
  switch (flaw.name) {
    case 'all-weights-zero':
      return t('policy:flaw.all-weights-zero')
    case 'weight-out-of-range':
      return t('policy:flaw.weight-out-of-range', { objective: t(`policy:objective.${flaw.objective}.name`) })
    case 'objective-twice':
      return t('policy:flaw.objective-twice', { objective: t(`policy:objective.${flaw.objective}.name`) })
    case 'curve':
      return t(`policy:flaw.${flaw.flaw}`, { objective: t(`policy:objective.${flaw.objective}.name`) })
    case 'number-out-of-range':
      return t(`policy:flaw.${flaw.field}`)
  }
}
