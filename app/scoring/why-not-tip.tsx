import { useTranslation } from 'react-i18next'
import type { Engineer } from '#domain/engineer.ts'
import type { Advice } from '#domain/scoring/advice.ts'
import { whyNotSentence } from './lead-sentence.ts'
import './scoring.css'

/** An engineer under the pointer, in pixels of the window. */
export type PointedEngineer = { engineerId: string; at: { x: number; y: number } }

type WhyNotTipProps = {
  pointed: PointedEngineer | null
  /** Of the ticket that is open. */
  advice: Advice | null
  engineers: ReadonlyMap<string, Engineer>
}

/** Beside a marker of the map while a ticket is open: why not this one? The list in the drawer says the same. */
export function WhyNotTip({ pointed, advice, engineers }: WhyNotTipProps) {
  const { t, i18n } = useTranslation('ticket')
  if (!pointed || !advice) return null
  const name = (id: string) => engineers.get(id)?.name ?? t('someEngineer')
  const { x, y } = pointed.at
  return (
    <p className="why-not-tip num" aria-hidden="true" style={{ left: x, top: y }}>
      {whyNotSentence(i18n, pointed.engineerId, advice, name)}
    </p>
  )
}
