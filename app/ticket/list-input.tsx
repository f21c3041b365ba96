import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Plus, X } from '#app/ui/icons.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { isLink } from './flow-field.ts'

type ListInputProps = { items: readonly string[]; onChange: (items: readonly string[]) => void }

/** Entries one below the other. What stands in the box counts as the last one, so that nothing typed is forgotten. */
export function ListInput({ items, onChange }: ListInputProps) {
  const { t } = useTranslation('ticket')
  const [text, setText] = useState('')
  const isOpen = text !== '' && items.at(-1) === text
  const entries = isOpen ? items.slice(0, -1) : items
  const type = (next: string) => {
    setText(next)
    onChange(next === '' ? entries : [...entries, next])
  }
  const add = () => {
    if (text.trim() === '') type('')
    else setText('')
  }
  return (
    <div className="list-input">
      {entries.map((entry, index) => (
        <p key={`${index} ${entry}`} className="ticket-row">
          <EntryText text={entry} />
          <span className="grow" />
          <button
            type="button"
            aria-label={t('flow.removeEntry', { entry })}
            onClick={() => onChange(items.toSpliced(index, 1))}
          >
            <Icon of={X} size={12} />
          </button>
        </p>
      ))}
      <div className="ticket-row">
        <TextInput
          value={isOpen ? text : ''}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add()
          }}
        />
        <IconButton label={t('flow.addEntry')} icon={Plus} disabled={!isOpen} onClick={add} />
      </div>
    </div>
  )
}

/** A link can be followed. */
export function EntryText({ text }: { text: string }) {
  return isLink(text) ? (
    <a className="entry" href={text} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  ) : (
    <span className="entry">{text}</span>
  )
}
