import { isRouteErrorResponse, useLocation } from '@remix-run/react'
import type { Rejection } from '#domain/rejection.ts'
import { useTranslation } from 'react-i18next'
import { rejectionSentence } from './i18n/rejection-sentence.ts'
import { chinese } from './i18n/zh-CN/index.ts'
import { ButtonLink } from './ui/button.tsx'
import { Mark } from './ui/frame.tsx'

type ErrorScreenProps = {
  error: unknown
  /** Under which the server has written down what happened. */
  reference: string | undefined
}

type Page = { status: number; title: string; text: string; reference?: string | undefined; retry: boolean }

/** A whole page for what went wrong: what it is, that nothing was changed, and where to go. */
export function ErrorScreen({ error, reference }: ErrorScreenProps) {
  const { t } = useTranslation('errors')
  const { pathname, search } = useLocation()
  const page = usePage(error, reference)
  return (
    <main className="message-page">
      <Mark />
      <span className="status num">{page.status}</span>
      <h1>{page.title}</h1>
      <p>{page.text}</p>
      {page.reference === undefined ? null : (
        <p className="reference">
          {t('reference')} <code>{page.reference}</code>
        </p>
      )}
      <div className="message-actions">
        {page.retry ? (
          // A whole new request: what failed may have been the page's own code.
          <ButtonLink look="primary" size="large" to={pathname + search} reloadDocument>
            {t('retry')}
          </ButtonLink>
        ) : null}
        <ButtonLink look={page.retry ? 'plain' : 'primary'} size="large" to="/" reloadDocument>
          {t('home')}
        </ButtonLink>
      </div>
    </main>
  )
}

function usePage(error: unknown, reference: string | undefined): Page {
  const { t, i18n } = useTranslation('errors')
  const broke: Page = { status: 500, title: t('broke.title'), text: t('broke.text'), reference, retry: true }
  if (!isRouteErrorResponse(error)) return broke

  const rejection = isRejection(error.data) ? error.data : undefined
  const sentence = rejection && rejectionSentence(i18n, rejection)
  const { status } = error
  if (status === 404) {
    return { status, title: t('notFound.title'), text: sentence ?? t('notFound.text'), retry: false }
  }
  if (status === 403)
    return { status, title: t('notAllowed.title'), text: t('notAllowed.text'), retry: false }
  if (status === 503)
    return { status, title: t('unavailable.title'), text: t('unavailable.text'), retry: true }
  if (rejection?.name === 'something-broke') return { ...broke, reference: rejection.commandId }
  return sentence === undefined ? broke : { status, title: t('refused.title'), text: sentence, retry: false }
}

/** Loaders and actions throw a rejection as the body of their answer; server and page are of the same build. */
function isRejection(data: unknown): data is Rejection {
  return (
    typeof data === 'object' &&
    data !== null &&
    'name' in data &&
    typeof data.name === 'string' &&
    data.name in chinese.rejections
  )
}
