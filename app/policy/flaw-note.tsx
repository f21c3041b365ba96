import { useTranslation } from 'react-i18next'
import type { PolicyFlaw } from '#domain/scoring/policy.ts'
import { policyFlawSentence } from '../i18n/policy-flaw-sentence.ts'
import { TriangleAlert } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'

export function FlawNote({ flaw, id }: { flaw: PolicyFlaw; id?: string }) {
  const { i18n } = useTranslation()
  return (
    <p className="field-error" role="alert" id={id}>
      <Icon of={TriangleAlert} size={14} />
      {policyFlawSentence(i18n, flaw)}
    </p>
  )
}
