import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { TriangleAlert } from '#app/ui/icons.ts'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'

/** A longer list is narrowed by typing: nobody reads two thousand names. */
const mostShown = 40

type HandlerChoiceProps = {
  office: TicketDetails['office']
  engineers: BoardClientState['engineers']
  /** Who has the work now; it cannot be handed to them. */
  currentId: string | null
  chosenId: string | null
  error: string | undefined
  onChoose: (id: string) => void
}

/** To whom work is handed: somebody of the office, or an engineer of the board. */
export function HandlerChoice({
  office,
  engineers,
  currentId,
  chosenId,
  error,
  onChoose,
}: HandlerChoiceProps) {
  const { t } = useTranslation(['ticket', 'terms'])
  const [typed, setTyped] = useState('')
  const errorId = useId()
  const people = [
    ...office.map(({ id, name, role }) => ({ id, name, detail: t(`terms:role.${role}`) })),
    ...[...engineers.values()].map(({ id, name }) => ({ id, name, detail: t('terms:role.engineer') })),
  ].filter(({ id }) => id !== currentId)
  const found = people
    .filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, mostShown)
  // Whoever is chosen stays in sight, whatever is searched for: nothing goes to somebody who is not on the screen.
  const unfound = people.filter(({ id }) => id === chosenId && !found.some((one) => one.id === id))
  return (
    <>
      <Field label={t('ticket:flow.transferDialog.to')}>
        <TextInput
          value={typed}
          placeholder={t('ticket:flow.transferDialog.search')}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      <div
        className="options handlers"
        role="radiogroup"
        aria-label={t('ticket:flow.transferDialog.to')}
        aria-required="true"
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : errorId}
      >
        {[...unfound, ...found].map(({ id, name, detail }) => (
          <label key={id} className="option">
            <input type="radio" name="hand-to" checked={chosenId === id} onChange={() => onChoose(id)} />
            <span className="grow">{name}</span>
            <span className="muted">{detail}</span>
          </label>
        ))}
        {found.length === 0 ? <p className="muted">{t('ticket:flow.transferDialog.none')}</p> : null}
      </div>
      {error === undefined ? null : (
        <p className="field-error" id={errorId} role="alert">
          <Icon of={TriangleAlert} size={14} />
          {error}
        </p>
      )}
    </>
  )
}
