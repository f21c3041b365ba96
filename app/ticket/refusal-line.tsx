import { TriangleAlert, X } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Icon } from '../ui/icon.tsx'

/** Why something was refused, next to what was refused. */
export function RefusalLine({
  rejection,
  onDismiss,
}: {
  rejection: Rejection | null
  onDismiss: () => void
}) {
  const { t, i18n } = useTranslation('controls')
  if (!rejection) return null
  return (
    <p className="ticket-refusal" role="alert">
      <Icon of={TriangleAlert} size={14} />
      <span className="grow">{rejectionSentence(i18n, rejection)}</span>
      <button type="button" aria-label={t('dismiss')} onClick={onDismiss}>
        <Icon of={X} size={12} />
      </button>
    </p>
  )
}
