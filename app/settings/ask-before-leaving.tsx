import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useLeaving } from './use-leaving.ts'

type AskBeforeLeavingProps = { unsaved: boolean; name: string }

/** Stands beside an editor: whoever goes elsewhere with changes that are not saved is asked first. */
export function AskBeforeLeaving({ unsaved, name }: AskBeforeLeavingProps) {
  const { t } = useTranslation('leaving')
  const leaving = useLeaving(unsaved)
  if (!leaving) return null
  return (
    <Dialog
      open
      size="small"
      onClose={leaving.stay}
      title={t('title', { name })}
      description={t('text')}
      actions={
        <>
          <Button onClick={leaving.stay}>{t('stay')}</Button>
          <Button look="danger" onClick={leaving.leave}>
            {t('go')}
          </Button>
        </>
      }
    />
  )
}
