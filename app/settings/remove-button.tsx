import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Trash2 } from '../ui/icons.ts'

type RemoveButtonProps = {
  words: { remove: string; title: string; text: string; cancel: string }
  /** Why it cannot be deleted; undefined when it can. */
  kept: string | undefined
  busy: boolean
  onRemove: () => void
}

/** Deletes what the settings show, once it has been confirmed: there is no way back. */
export function RemoveButton({ words, kept, busy, onRemove }: RemoveButtonProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        icon={Trash2}
        look="bare"
        disabled={kept !== undefined}
        title={kept}
        onClick={() => setAsking(true)}
      >
        {words.remove}
      </Button>
      {asking ? (
        <Dialog
          open
          size="small"
          onClose={() => setAsking(false)}
          title={words.title}
          description={words.text}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
              <Button
                look="danger"
                busy={busy}
                onClick={() => {
                  onRemove()
                  setAsking(false)
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
