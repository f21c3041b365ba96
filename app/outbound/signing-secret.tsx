import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretFacts } from '#domain/outbound.ts'
import type { Instant } from '#domain/instant.ts'
import { whenText } from '../flow-editor/when-text.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Copy } from '../ui/icons.ts'
import { TextInput } from '../ui/inputs.tsx'
import { showToast } from '../ui/toast.tsx'
import { useOutboundChange } from './use-outbound-change.ts'

type SigningSecretProps = { secrets: readonly SecretFacts[]; now: Instant }

/** By what receivers know that a webhook is ours. It is shown to whoever makes it, once. */
export function SigningSecret({ secrets, now }: SigningSecretProps) {
  const { t } = useTranslation('outbound')
  const locale = useLocale()
  const [replacing, setReplacing] = useState(false)
  const inForce = secrets.find(({ signsUntil }) => signsUntil === null)
  const older = secrets.filter(({ signsUntil }) => signsUntil !== null)
  return (
    <section aria-labelledby="secret">
      <header>
        <h2 id="secret">{t('secret.title')}</h2>
        <span className="grow" />
        <Button onClick={() => setReplacing(true)}>{inForce ? t('secret.replace') : t('secret.make')}</Button>
      </header>
      <p className="muted">{t('secret.about')}</p>
      <ul className="outbound-secrets num">
        {inForce ? (
          <li>
            <b>{t('secret.inForce')}</b>{' '}
            {t('secret.since', { when: whenText(locale, inForce.createdAt, now) })}
          </li>
        ) : (
          <li className="muted">{t('secret.none')}</li>
        )}
        {older.map(({ createdAt, signsUntil }) => (
          <li key={createdAt} className="muted">
            {t('secret.older', { until: whenText(locale, signsUntil ?? now, now) })}
          </li>
        ))}
      </ul>
      {replacing ? <ReplaceDialog isFirst={!inForce} onClose={() => setReplacing(false)} /> : null}
    </section>
  )
}

/** Asks first; then shows the secret, which is gone with this dialog: no stray key closes it from the moment it is asked for. */
function ReplaceDialog({ isFirst, onClose }: { isFirst: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('outbound')
  const { ask, busy, answer } = useOutboundChange()
  const secret = answer?.ok && answer.change === 'replaced' ? answer.secret : undefined
  if (secret !== undefined)
    return (
      <Dialog
        open
        dismissible={false}
        onClose={onClose}
        title={t('secret.shown')}
        description={t('secret.shownText')}
        actions={
          <>
            <Button icon={Copy} onClick={() => copy(secret)}>
              {t('secret.copy')}
            </Button>
            <Button look="primary" onClick={onClose}>
              {t('secret.kept')}
            </Button>
          </>
        }
      >
        <Field label={t('secret.title')}>
          <TextInput className="num" readOnly value={secret} onFocus={({ target }) => target.select()} />
        </Field>
      </Dialog>
    )
  return (
    <Dialog
      open
      size="small"
      dismissible={!busy}
      onClose={onClose}
      title={isFirst ? t('secret.make') : t('secret.replaceTitle')}
      description={isFirst ? t('secret.makeText') : t('secret.replaceText')}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look={isFirst ? 'primary' : 'danger'}
            busy={busy}
            onClick={() => ask({ change: 'replace-secret' })}
          >
            {isFirst ? t('secret.make') : t('secret.replaceYes')}
          </Button>
        </>
      }
    >
      {answer?.ok === false ? (
        <Banner tone="bad">{rejectionSentence(i18n, answer.rejection)}</Banner>
      ) : undefined}
    </Dialog>
  )

  function copy(text: string) {
    navigator.clipboard.writeText(text).then(
      () => showToast({ text: t('secret.copied'), tone: 'done' }),
      () => showToast({ text: t('secret.copyFailed'), tone: 'bad' }),
    )
  }
}
