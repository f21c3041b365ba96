import { useTranslation } from 'react-i18next'
import type { FlowDocument } from '#realtime/client/flow-document.ts'
import { Icon } from '../ui/icon.tsx'
import { Check, CircleAlert, WifiOff } from '../ui/icons.ts'
import { useDocumentState, useWaitingChanges } from './use-open-document.ts'

/** "Saved" is said only after the server has said that it is. */
export function SaveState({ document }: { document: FlowDocument }) {
  const { t } = useTranslation('flow')
  const { connection, readOnly, unsaved, loaded } = useDocumentState(document)
  const waiting = useWaitingChanges(document)
  switch (connection.state) {
    case 'connecting':
      return <span className="fsave muted" role="status">{t('top.connecting')}</span> // prettier-ignore
    case 'offline':
      return (
        <span className="fsave warn" role="status">
          <Icon of={WifiOff} size={14} />
          {readOnly ? t('top.offlineReader') : t('top.offline', { count: unsaved ? waiting : 0 })}
        </span>
      )
    case 'ended':
      return (
        <span className="fsave bad" role="status">
          <Icon of={CircleAlert} size={14} />
          {t(`end.${connection.reason}`)}
        </span>
      )
    case 'live':
      if (readOnly || !loaded) return null
      return unsaved ? (
        <span className="fsave muted" role="status">
          {t('top.saving')}
        </span>
      ) : (
        <span className="fsave good" role="status">
          <Icon of={Check} size={14} />
          {t('top.saved')}
        </span>
      )
  }
}
