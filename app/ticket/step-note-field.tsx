import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MessageSquare } from '#app/ui/icons.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea } from '../ui/inputs.tsx'

type StepNoteFieldProps = {
  text: string
  /** An approval usually says something; on other steps the box opens when somebody wants it. */
  isExpected: boolean
  onChange: (text: string) => void
}

/** What goes with the step, as a note on the ticket. */
export function StepNoteField({ text, isExpected, onChange }: StepNoteFieldProps) {
  const { t } = useTranslation('ticket')
  const [isShownAnyway] = useState(isExpected || text !== '')
  const [isAsked, setAsked] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  // It was opened to be written in.
  useEffect(() => {
    if (isAsked) box.current?.focus()
  }, [isAsked])
  if (!isAsked && !isShownAnyway)
    return (
      <Button look="bare" className="small flow-save" icon={MessageSquare} onClick={() => setAsked(true)}>
        {t('flow.addNote')}
      </Button>
    )
  return (
    <Field label={t(isExpected ? 'flow.opinion' : 'flow.note')}>
      <TextArea
        rows={2}
        maxLength={2000}
        value={text}
        ref={box}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
