import clsx from 'clsx'
import { X } from '#app/ui/icons.ts'
import { Dialog as Radix } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { isFocusFree } from './return-focus.ts'

/**
 * Back to where the person was. Radix gives the focus to its own trigger, and these dialogs have none: they are opened
 * by a menu, a key or an answer of the server.
 */
function useReturnFocus() {
  const before = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      if (isFocusFree() && before.current instanceof HTMLElement) before.current.focus()
    },
  }
}

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  description?: string
  size?: 'small' | 'medium' | 'large' | 'wide'
  /** False where closing loses what cannot be had again: neither Esc nor a click beside it closes it, only its own buttons do. */
  dismissible?: boolean
  /** Buttons at the foot, the one that goes on last. */
  actions?: ReactNode
  children?: ReactNode
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'medium',
  dismissible = true,
  actions,
  children,
}: DialogProps) {
  const { t } = useTranslation('controls')
  const returnFocus = useReturnFocus()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && dismissible && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={clsx('dialog', size)}
          {...returnFocus}
          // Without a description Radix must be told that none is missing.
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header>
            <Radix.Title>{title}</Radix.Title>
            {description === undefined ? null : <Radix.Description>{description}</Radix.Description>}
          </header>
          {children === undefined ? null : <div className="dialog-body">{children}</div>}
          {actions === undefined ? null : <footer>{actions}</footer>}
          {/* Last, so that the focus begins at what the dialog is about. Without a tip: where nothing else can have the
              focus, the tip would open with the dialog and take the first Esc for itself. */}
          {dismissible ? (
            <button
              type="button"
              className="btn bare sq dialog-close"
              aria-label={t('close')}
              onClick={onClose}
            >
              <Icon of={X} size={16} />
            </button>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
