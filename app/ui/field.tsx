import clsx from 'clsx'
import { TriangleAlert } from '#app/ui/icons.ts'
import { createContext, useContext, useId, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'

type FieldFacts = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }

const FieldContext = createContext<FieldFacts | undefined>(undefined)

/** What an input puts on its element, so that label, hint and error are read out with it. Empty outside a Field. */
export function useFieldAttributes() {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    required: field.required,
  }
}

type FieldProps = {
  label: string
  hint?: ReactNode
  /** A sentence that says what to do; it takes the place of the hint. */
  error?: string | undefined
  required?: boolean
  className?: string
  children: ReactNode
}

/** Label, one input, and the line below it. */
export function Field({ label, hint, error, required = false, className, children }: FieldProps) {
  const { t } = useTranslation('controls')
  const id = useId()
  const noteId = `${id}-note`
  const invalid = error !== undefined
  const hasNote = invalid || hint !== undefined
  const facts = useMemo(
    () => ({ id, describedBy: hasNote ? noteId : undefined, invalid, required }),
    [id, noteId, hasNote, invalid, required],
  )
  return (
    <div className={clsx('field', className)}>
      <label htmlFor={id}>
        {label}
        {required ? (
          <span className="must" title={t('required')} aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <FieldContext.Provider value={facts}>{children}</FieldContext.Provider>
      {invalid ? (
        <p className="field-error" id={noteId} role="alert">
          <Icon of={TriangleAlert} size={14} />
          {error}
        </p>
      ) : hint === undefined ? null : (
        <p className="field-hint" id={noteId}>
          {hint}
        </p>
      )}
    </div>
  )
}
