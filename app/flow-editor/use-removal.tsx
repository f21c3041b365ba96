import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { FlowEditor } from './flow-editor-engine.ts'
import { nodeName } from './node-text.ts'
import { useFlowWords } from './use-flow-words.ts'

/** Deletes what is selected; asks first when a colleague has the form of one of these nodes open. */
export function useRemoval(editor: FlowEditor): { remove: () => void; dialog: ReactNode } {
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const { binding, gestures } = editor
  const [asking, setAsking] = useState<{ person: string; node: string } | null>(null)
  const remove = () => {
    for (const id of binding.getSelection().nodes) {
      const [peer] = editor.peersAt(id)
      const node = binding.readFacts(id)
      if (!peer || !node) continue
      setAsking({ person: peer.user.name, node: nodeName(words, id, node) })
      return
    }
    gestures.remove()
  }
  const close = () => setAsking(null)
  return {
    remove,
    dialog: asking ? (
      <Dialog
        open
        onClose={close}
        size="small"
        title={t('remove.title', { name: asking.person })}
        description={t('remove.text', { name: asking.person, node: asking.node })}
        actions={
          <>
            <Button onClick={close}>{t('remove.cancel')}</Button>
            <Button
              look="danger"
              onClick={() => {
                gestures.remove()
                close()
              }}
            >
              {t('remove.submit')}
            </Button>
          </>
        }
      />
    ) : null,
  }
}
