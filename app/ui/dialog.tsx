import clsx from 'clsx'
import { X } from 'lucide-react'
import { AlertDialog, Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button.tsx'

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
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={clsx('dialog', size)}
          // Without a description Radix must be told that none is missing.
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header>
            <Radix.Title>{title}</Radix.Title>
            {description === undefined ? null : <Radix.Description>{description}</Radix.Description>}
            <IconButton className="dialog-close" label={t('close')} icon={X} onClick={onClose} />
          </header>
          {children === undefined ? null : <div className="dialog-body">{children}</div>}
          {actions === undefined ? null : <footer>{actions}</footer>}
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
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim" />
        <AlertDialog.Content className="dialog small">
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
