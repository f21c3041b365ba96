import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { SendHorizontal } from '#app/ui/icons.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { useNarrow, useTouch } from '../ui/use-narrow.ts'
import { IconButton } from '../ui/button.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { RefusalLine } from './refusal-line.tsx'
import { useSend } from './use-send.ts'

// What was typed for a ticket outlives its drawer: closing it by accident costs nobody a note.
const drafts = new Map<string, string>()

/** Grows with the text; Ctrl or ⌘ with Enter saves. */
export function NoteField({ ticketId, client }: { ticketId: string; client: BoardClient }) {
  const { t } = useTranslation('ticket')
  const [text, setText] = useState(() => drafts.get(ticketId) ?? '')
  const { send, refusal, dismiss } = useSend(client)
  const narrow = useNarrow()
  const touch = useTouch()
  const withKeys = !narrow && !touch
  const write = (next: string) => {
    setText(next)
    if (next === '') drafts.delete(ticketId)
    else drafts.set(ticketId, next)
  }
  const save = async () => {
    const note = text.trim()
    if (note === '') return
    write('')
    const answer = await send('addNote', { ticketId, noteId: crypto.randomUUID(), text: note })
    // Back into the field, unless something else has been begun there meanwhile.
    if (!answer.ok && !drafts.has(ticketId)) write(note)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    }
    // The first Esc leaves the field, the next one closes the drawer.
    if (event.key === 'Escape') {
      event.preventDefault()
      event.currentTarget.blur()
    }
  }
  return (
    <div className="note-field">
      <RefusalLine rejection={refusal} onDismiss={dismiss} />
      <div className="note-box">
        <TextArea
          rows={Math.min(6, text.split('\n').length)}
          maxLength={2000}
          value={text}
          aria-label={t('noteLabel')}
          placeholder={withKeys ? t('notePlaceholder') : t('notePlaceholderTouch')}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
        />
        {text.trim() === '' ? null : (
          <IconButton label={t('addNote')} icon={SendHorizontal} side="top" onClick={() => void save()} />
        )}
      </div>
    </div>
  )
}
