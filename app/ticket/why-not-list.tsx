import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Advice } from '#domain/scoring/advice.ts'
import type { DropTarget } from '../board/drop-targets.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button } from '../ui/button.tsx'
import { reasonText } from './reason-text.ts'

type WhyNotListProps = {
  targets: readonly DropTarget[]
  /** Whom the engine leaves out, by the rules that bind it alone too. */
  excluded: Advice['excluded']
  onChoose: (engineerId: string) => void
}

const shownAtFirst = 3

/** Who is not in the list, each with the first rule in the way. What binds the engine alone a person may overrule. */
export function WhyNotList({ targets, excluded, onChoose }: WhyNotListProps) {
  const { t, i18n } = useTranslation(['ticket', 'scoring'])
  const [allShown, setAllShown] = useState(false)
  const advisedAgainst = new Map(excluded.map(({ engineerId, rejection }) => [engineerId, rejection]))
  const others = targets.flatMap(({ engineer, rejection }) => {
    const against = rejection ?? advisedAgainst.get(engineer.id)
    if (!against || against.name === 'same-engineer') return []
    return [{ engineer, against, mayBeChosen: rejection === null }]
  })
  if (others.length === 0) return null
  return (
    <section className="drawer-part" aria-label={t('ticket:whyNot')}>
      <h3>
        {t('ticket:whyNot')}
        <span className="muted num">{others.length}</span>
      </h3>
      <ul className="why-not">
        {others.slice(0, allShown ? undefined : shownAtFirst).map(({ engineer, against, mayBeChosen }) => (
          <li key={engineer.id} className="ticket-row" title={rejectionSentence(i18n, against)}>
            <span>{engineer.name}</span>
            <span className="grow" />
            <span className="muted num">{reasonText(i18n, against)}</span>
            {mayBeChosen ? (
              <Button className="small" onClick={() => onChoose(engineer.id)}>
                {t('scoring:assignAnyway')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {others.length > shownAtFirst ? (
        <button type="button" className="more" onClick={() => setAllShown(!allShown)}>
          {allShown ? t('ticket:fewer') : t('ticket:showAll', { number: others.length })}
        </button>
      ) : null}
    </section>
  )
}
