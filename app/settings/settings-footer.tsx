import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { RemoveButton } from './remove-button.tsx'
import type { Use } from './settings-list.tsx'

type SettingsFooterProps = {
  error: Rejection | undefined
  /** What saving changes, and what it does not. */
  effect: string
  busy: boolean
  isSaved: boolean
  maySave: boolean
  /** Undefined while there is nothing to be deleted. */
  removal: (Omit<ComponentProps<typeof RemoveButton>, 'busy'> & { uses: readonly Use[] }) | undefined
}

/** What a form of the settings ends with: why it was refused, deleting it, and saving it. */
export function SettingsFooter({ error, effect, busy, isSaved, maySave, removal }: SettingsFooterProps) {
  const { t, i18n } = useTranslation('settings')
  return (
    <footer>
      {error ? (
        <Banner tone="bad">{rejectionSentence(i18n, error)}</Banner>
      ) : (
        <p className="settings-hint">{effect}</p>
      )}
      <div className="settings-actions">
        {removal === undefined ? null : removal.uses.length > 0 ? (
          <span className="settings-hint">{t('used.keeps')}</span>
        ) : (
          <RemoveButton words={removal.words} busy={busy} onRemove={removal.onRemove} />
        )}
        <span className="grow" />
        <span className="muted" role="status">
          {isSaved ? t('saved') : null}
        </span>
        <Button look="primary" type="submit" busy={busy} disabled={!maySave}>
          {t('save')}
        </Button>
      </div>
    </footer>
  )
}
