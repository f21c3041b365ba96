import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea } from '../ui/inputs.tsx'

type CancelTicketDialogProps = {
  ticket: Ticket
  open: boolean
  onClose: () => void
  onCancelTicket: (reason: string) => void
}

/** The reason is what the confirmation asks for: nobody types one by accident. */
export function CancelTicketDialog({ ticket, open, onClose, onCancelTicket }: CancelTicketDialogProps) {
  const { t } = useTranslation('ticket')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const isMissing = reason.trim() === ''
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="small"
      title={t('cancelDialog.title', { number: ticket.number })}
      description={t('cancelDialog.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancelDialog.keep')}</Button>
          <Button
            look="danger"
            onClick={() => {
              setAsked(true)
              if (isMissing) return
              onCancelTicket(reason.trim())
              onClose()
            }}
          >
            {t('cancelDialog.confirm')}
          </Button>
        </>
      }
    >
      <Field
        label={t('cancelDialog.reason')}
        required
        error={asked && isMissing ? t('cancelDialog.reasonMissing') : undefined}
      >
        <TextArea
          rows={2}
          maxLength={300}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
    </Dialog>
  )
}
