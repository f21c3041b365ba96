import clsx from 'clsx'
import { X } from 'lucide-react'
import { AlertDialog, Dialog as Radix } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button.tsx'

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
      if (before.current instanceof HTMLElement) before.current.focus()
    },
  }
}

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  description?: string
  size?: 'small' | 'medium' | 'large'
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
  actions,
  children,
}: DialogProps) {
  const { t } = useTranslation('controls')
  const returnFocus = useReturnFocus()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
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
          {/* Last, so that the focus begins at what the dialog is about. */}
          <IconButton className="dialog-close" label={t('close')} icon={X} onClick={onClose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ConfirmDialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, and whether it can be taken back. */
  text: string
  confirmLabel: string
  danger?: boolean
  onConfirm: () => void
}

/** A question that must be answered; the safe answer has the focus. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  text,
  confirmLabel,
  danger = false,
  onConfirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation('controls')
  const returnFocus = useReturnFocus()
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim" />
        <AlertDialog.Content className="dialog small" {...returnFocus}>
          <header>
            <AlertDialog.Title>{title}</AlertDialog.Title>
            <AlertDialog.Description>{text}</AlertDialog.Description>
          </header>
          <footer>
            <AlertDialog.Cancel asChild>
              <Button>{t('cancel')}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look={danger ? 'danger' : 'primary'} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </AlertDialog.Action>
          </footer>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
