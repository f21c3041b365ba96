import { useEffect, useState } from 'react'

type NumberFieldProps = {
  label: string
  value: number
  onChange: (value: number) => void
  invalid?: boolean
  /** The id of the sentence that says what is wrong. */
  errorId?: string | undefined
  className?: string
}

const shown = (value: number) => (Number.isFinite(value) ? String(Math.round(value * 1e4) / 1e4) : '')

/** A number that may be anything while it is being typed; what is no number is handed on as NaN, and refused by name. */
export function NumberField({
  label,
  value,
  onChange,
  invalid = false,
  errorId,
  className,
}: NumberFieldProps) {
  const [text, setText] = useState(() => shown(value))
  useEffect(() => {
    // Changed by another hand than the one in this field: a slider, a dragged point.
    setText((typed) => (Object.is(read(typed), value) ? typed : shown(value)))
  }, [value])
  return (
    <input
      className={className ?? 'input num'}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={invalid ? errorId : undefined}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        onChange(read(target.value))
      }}
    />
  )
}

/** An empty field is no number; `Number('')` would be 0. */
const read = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
