import clsx from 'clsx'
import { ChevronDown, Eye, EyeOff } from '#app/ui/icons.ts'
import { forwardRef, useId, useState, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldAttributes } from './field.tsx'
import { Icon } from './icon.tsx'

export const TextInput = forwardRef<HTMLInputElement, ComponentPropsWithoutRef<'input'>>(function TextInput(
  { className, ...rest },
  ref,
) {
  return (
    <input type="text" {...useFieldAttributes()} {...rest} ref={ref} className={clsx('input', className)} />
  )
})

/** Many lines; grows no further than its box. */
export const TextArea = forwardRef<HTMLTextAreaElement, ComponentPropsWithoutRef<'textarea'>>(
  function TextArea({ className, ...rest }, ref) {
    return (
      <textarea rows={3} {...useFieldAttributes()} {...rest} ref={ref} className={clsx('input', className)} />
    )
  },
)

export const PasswordInput = forwardRef<HTMLInputElement, Omit<ComponentPropsWithoutRef<'input'>, 'type'>>(
  function PasswordInput({ className, ...rest }, ref) {
    const { t } = useTranslation('controls')
    const [shown, setShown] = useState(false)
    return (
      <div className="input-group">
        <input
          autoCapitalize="none"
          spellCheck={false}
          {...useFieldAttributes()}
          {...rest}
          ref={ref}
          type={shown ? 'text' : 'password'}
          className={clsx('input', className)}
        />
        <button
          type="button"
          className="input-end"
          aria-label={shown ? t('hidePassword') : t('showPassword')}
          onClick={() => setShown(!shown)}
        >
          <Icon of={shown ? Eye : EyeOff} size={16} />
        </button>
      </div>
    )
  },
)

/** The browser's own list: it works without script, on every phone, with every screen reader. */
export const Select = forwardRef<HTMLSelectElement, ComponentPropsWithoutRef<'select'>>(function Select(
  { className, children, ...rest },
  ref,
) {
  return (
    <div className="input-group">
      <select {...useFieldAttributes()} {...rest} ref={ref} className={clsx('input', className)}>
        {children}
      </select>
      <Icon of={ChevronDown} size={14} className="input-mark" />
    </div>
  )
})

type CheckboxProps = { label: ReactNode } & Omit<ComponentPropsWithoutRef<'input'>, 'type'>

export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, className, ...rest },
  ref,
) {
  const id = useId()
  return (
    <div className={clsx('check', className)}>
      <input id={id} {...rest} ref={ref} type="checkbox" />
      <label htmlFor={id}>{label}</label>
    </div>
  )
})
