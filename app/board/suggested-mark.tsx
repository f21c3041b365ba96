import { useTranslation } from 'react-i18next'
import { acceptsByKey } from '#domain/scoring/engine-settings.ts'
import type { Suggestion } from '#domain/scoring/suggestion.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { formatMinutes } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { formatPoints } from '../scoring/points.ts'
import { leftSentence, saysWhyLeft } from '../scoring/suggestion-text.ts'
import { useSuggestion } from '../scoring/use-suggestions.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useBoardFacts } from './board-context.tsx'
import { engineerMark } from './engineer-mark.ts'

/** Whom the engine would send, drawn as not yet there. */
export function SuggestedMark({ ticket }: { ticket: Ticket }) {
  const suggestion = useSuggestion(ticket)
  return suggestion?.first ? <Mark first={suggestion.first} left={suggestion.left} /> : null
}

type MarkProps = { first: NonNullable<Suggestion['first']>; left: Suggestion['left'] }

function Mark({ first, left }: MarkProps) {
  const { t, i18n } = useTranslation('scoring')
  const locale = useLocale()
  const { engineers, dispatchMode } = useBoardFacts()
  const name = engineers.get(first.engineerId)?.name ?? ''
  const figures = {
    engineer: name,
    score: formatPoints(first.points),
    travel: formatMinutes(locale, first.travelSeconds / 60),
  }
  const says = [
    t('suggestion.is', figures),
    ...(left && saysWhyLeft(dispatchMode, left) ? [leftSentence(i18n, left)] : []),
    ...(acceptsByKey(dispatchMode) ? [t('suggestion.key')] : []),
  ].join('\n')
  return (
    <span className="suggested-mark num" title={says}>
      <span aria-hidden="true">
        {engineerMark(name)} {formatPoints(first.points)}
      </span>
      <VisuallyHidden>{says}</VisuallyHidden>
    </span>
  )
}
