import { useTranslation } from 'react-i18next'
import { acceptsByKey, type DispatchMode } from '#domain/scoring/engine-settings.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Kbd } from '../ui/kbd.tsx'
import { leftSentence, saysWhyLeft } from './suggestion-text.ts'
import { useSuggestion } from './use-suggestions.ts'

/** In the drawer, over the list: what the engine does with it, and by which key a person agrees. */
export function SuggestionNote({ ticket, mode }: { ticket: Ticket; mode: DispatchMode }) {
  const { t, i18n } = useTranslation('scoring')
  const suggestion = useSuggestion(ticket)
  if (!suggestion) return null
  const { first, left } = suggestion
  const why = left && saysWhyLeft(mode, left) ? leftSentence(i18n, left) : null
  const agrees = first !== null && acceptsByKey(mode)
  if (why === null && !agrees) return null
  return (
    <p className="drawer-part suggestion-note muted">
      {why === null ? null : <span>{why}</span>}
      {agrees ? (
        <span>
          <Kbd>Y</Kbd> {t('suggestion.accept')}
        </span>
      ) : null}
    </p>
  )
}
