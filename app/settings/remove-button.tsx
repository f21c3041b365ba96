import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Trash2 } from '../ui/icons.ts'

type RemoveButtonProps = {
  words: { remove: string; title: string; text: string }
  busy: boolean
  onRemove: () => void
}

/** Deletes what the settings show, once it has been confirmed: there is no way back. */
export function RemoveButton({ words, busy, onRemove }: RemoveButtonProps) {
  const { t } = useTranslation('settings')
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <>
      <Button icon={Trash2} look="bare" className="at-edge" onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      {asking ? (
        <Dialog
          open
          size="small"
          onClose={close}
          title={words.title}
          description={words.text}
          actions={
            <>
              <Button onClick={close}>{t('cancel')}</Button>
              <Button
                look="danger"
                busy={busy}
                onClick={() => {
                  onRemove()
                  close()
                }}
              >
                {words.remove}
              </Button>
            </>
          }
        />
      ) : null}
    </>
  )
}
