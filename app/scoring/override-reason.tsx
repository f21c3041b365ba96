import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '../ui/inputs.tsx'

type OverrideReasonProps = { reason: string; onReason: (reason: string) => void }

/** As long as the contract allows. */
const longestReason = 500

/** Nobody has to say why somebody else is sent; who wants to, can. */
export function OverrideReason({ reason, onReason }: OverrideReasonProps) {
  const { t } = useTranslation('scoring')
  const [open, setOpen] = useState(false)
  if (!open && reason === '')
    return (
      <button type="button" className="more override-open" onClick={() => setOpen(true)}>
        {t('reason.open')}
      </button>
    )
  return (
    <TextInput
      // Opened by the person's own press, and there is nothing else to do in it.
      ref={(field) => {
        if (open && reason === '') field?.focus()
      }}
      value={reason}
      maxLength={longestReason}
      aria-label={t('reason.label')}
      placeholder={t('reason.placeholder')}
      onChange={({ currentTarget }) => onReason(currentTarget.value)}
    />
  )
}
