import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { readGuard } from '#domain/guard/check.ts'
import { completeGuard, type Completion } from '#domain/guard/complete.ts'
import { guardSentence } from '#domain/guard/sentence.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { guardFlawSentence } from '../i18n/flow-problem-sentence.ts'
import { TriangleAlert } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useFlowWords } from './use-flow-words.ts'

const mostOffered = 8

type GuardFieldProps = { label: string; value: string; disabled: boolean; onChange: (guard: string) => void }

/** A guard as text, with what can come next, and below it what it says or why it cannot be read. */
export function GuardField({ label, value, disabled, onChange }: GuardFieldProps) {
  const { t, i18n } = useTranslation('flow')
  const words = useFlowWords()
  const input = useRef<HTMLInputElement>(null)
  const [position, setPosition] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  // Where the caret belongs once the accepted text stands in the field: before the next key can be typed.
  const caretAfter = useRef<number | null>(null)
  useLayoutEffect(() => {
    const end = caretAfter.current
    caretAfter.current = null
    if (end !== null) input.current?.setSelectionRange(end, end)
  }, [value])
  const listId = useId()
  const noteId = useId()
  const offered = position === null ? [] : completeGuard(value, position, starterFields).slice(0, mostOffered)
  const parsed = readGuard(value, starterFields)
  const flaw = parsed.ok
    ? undefined
    : value.trim() === ''
      ? t('inspector.guardEmpty')
      : guardFlawSentence(i18n, parsed.flaw)

  const accept = ({ insert, from, to }: Completion) => {
    const spaced = `${insert} `
    const end = from + spaced.length
    caretAfter.current = end
    onChange(value.slice(0, from) + spaced + value.slice(to).trimStart())
    setActive(0)
    setPosition(end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || offered.length === 0) return
    const chosen = offered[active]
    if (event.key === 'ArrowDown') setActive((active + 1) % offered.length)
    else if (event.key === 'ArrowUp') setActive((active + offered.length - 1) % offered.length)
    else if (event.key === 'Enter' && chosen) accept(chosen)
    else if (event.key === 'Escape') setPosition(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="fguard-field">
      <TextInput
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded={offered.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={offered.length > 0 ? `${listId}-${active}` : undefined}
        aria-describedby={noteId}
        aria-invalid={flaw !== undefined || undefined}
        placeholder={t('inspector.guardHint')}
        spellCheck={false}
        autoComplete="off"
        maxLength={1_000}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          caretAfter.current = null
          onChange(target.value)
          setActive(0)
          setPosition(target.selectionStart ?? target.value.length)
        }}
        onFocus={({ target }) => setPosition(target.selectionStart ?? target.value.length)}
        onBlur={() => setPosition(null)}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={label} hidden={offered.length === 0}>
        {offered.map((completion, index) => (
          <li
            key={`${completion.kind} ${completion.insert}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus, and with it the list.
            onPointerDown={(event) => {
              event.preventDefault()
              accept(completion)
            }}
          >
            <code>{completion.insert}</code>
            <span>
              {completion.kind === 'field' ? starterFields.get(completion.insert)?.name[words.locale] : ''}
            </span>
          </li>
        ))}
      </ul>
      <p id={noteId} className={flaw === undefined ? 'fguard-says' : 'field-error'}>
        {flaw === undefined ? null : <Icon of={TriangleAlert} size={14} />}
        {parsed.ok ? guardSentence(parsed.expression, starterFields, words.locale) : flaw}
      </p>
    </div>
  )
}
