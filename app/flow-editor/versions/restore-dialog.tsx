import { useTranslation } from 'react-i18next'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DifferenceList } from './difference-list.tsx'

type RestoreDialogProps = {
  number: number
  draft: FlowGraph
  version: FlowGraph
  onClose: () => void
  onRestore: () => void
}

const mostShown = 12

/** What would change in the draft, before it does. */
export function RestoreDialog({ number, draft, version, onClose, onRestore }: RestoreDialogProps) {
  const { t } = useTranslation('flowVersions')
  const after = { ...version, meta: draft.meta }
  const changes = graphDifference(draft, after)
  const isSame = changes.length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('restore.title', { number })}
      description={isSame ? t('restore.same', { number }) : t('restore.text', { number })}
      actions={
        <>
          <Button onClick={onClose}>{t('restore.cancel')}</Button>
          <Button look="primary" disabled={isSame} onClick={onRestore}>
            {t('restore.submit')}
          </Button>
        </>
      }
    >
      {isSame ? undefined : (
        <>
          <h3 className="vchanges-title">{t('restore.changes', { count: changes.length })}</h3>
          <DifferenceList changes={changes.slice(0, mostShown)} graphs={{ before: draft, after }} />
          {changes.length > mostShown ? (
            <p className="muted">{t('restore.more', { count: changes.length - mostShown })}</p>
          ) : null}
        </>
      )}
    </Dialog>
  )
}
