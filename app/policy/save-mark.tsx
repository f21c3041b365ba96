import { useTranslation } from 'react-i18next'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Check, RotateCcw, TriangleAlert } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import type { SaveState } from './use-draft.ts'

/** Whether what is on the screen has been saved. */
export function SaveMark({ save, onReload }: { save: SaveState; onReload: () => void }) {
  const { t, i18n } = useTranslation('policy')
  switch (save.state) {
    case 'saved':
      return (
        <span className="save-mark good" role="status">
          <Icon of={Check} size={14} />
          {t('draft.saved')}
        </span>
      )
    case 'saving':
      return (
        <span className="save-mark muted" role="status">
          {t('draft.saving')}
        </span>
      )
    case 'flawed':
    case 'failed':
      return (
        <span className="save-mark bad" role="status">
          <Icon of={TriangleAlert} size={14} />
          {t(`draft.${save.state}`)}
        </span>
      )
    case 'refused':
      return (
        <button type="button" className="save-mark bad" onClick={onReload}>
          <Icon of={RotateCcw} size={14} />
          {rejectionSentence(i18n, save.rejection)}
        </button>
      )
  }
}
