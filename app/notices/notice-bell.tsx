import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Bell } from '../ui/icons.ts'
import { Popover } from '../ui/popover.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import './notices.css'
import { useNotices } from './use-notices.ts'

/** More is no number that anybody reads. */
const mostCounted = 99

/** What flows have to tell me; each leads to its ticket. */
export function NoticeBell() {
  const isNarrow = useNarrow()
  const { t } = useTranslation('notices')
  const locale = useLocale()
  const { unread, notices, isKnown, serverNow, look, markRead } = useNotices()
  const [open, setOpen] = useState(false)
  const change = (next: boolean) => {
    if (next) look()
    setOpen(next)
  }
  return (
    <Popover
      // On a phone the rail lies at the foot.
      side={isNarrow ? 'top' : 'right'}
      align="end"
      label={t('title')}
      open={open}
      onOpenChange={change}
      trigger={
        <button
          type="button"
          className="btn bare sq notice-bell"
          aria-label={unread > 0 ? t('unread', { count: unread }) : t('title')}
        >
          <Icon of={Bell} size={18} />
          {unread > 0 ? (
            <span className="notice-count num" aria-hidden="true">
              {unread > mostCounted ? `${mostCounted}+` : unread}
            </span>
          ) : null}
        </button>
      }
    >
      <div className="notices">
        <header>
          <b>{t('title')}</b>
          <span className="grow" />
          <Button look="bare" disabled={unread === 0} onClick={() => markRead('all')}>
            {t('readAll')}
          </Button>
        </header>
        {!isKnown ? (
          <p className="muted" role="status">
            {t('loading')}
          </p>
        ) : notices.length === 0 ? (
          <EmptyState icon={Bell} title={t('none')} text={t('hint')} />
        ) : (
          <ul>
            {notices.map(({ id, boardId, ticketId, number, title, text, at, isRead }) => (
              <li key={id}>
                <Link
                  className={clsx('notice', !isRead && 'unread')}
                  onKeyDown={stepThrough}
                  to={`/boards/${boardId}?ticket=${ticketId}`}
                  onClick={() => {
                    markRead([id])
                    setOpen(false)
                  }}
                >
                  <span className="notice-text">
                    {isRead ? null : <VisuallyHidden>{t('isUnread')}</VisuallyHidden>}
                    {text[locale] || text['zh-CN']}
                  </span>
                  <span className="notice-about num">
                    {number} {title}
                  </span>
                  <span className="notice-age num">{formatAge(locale, at, serverNow)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Popover>
  )
}

/** Up and down from message to message, as in a menu; Enter opens the one with the focus. */
function stepThrough(event: KeyboardEvent<HTMLElement>) {
  const links = [...(event.currentTarget.closest('ul')?.querySelectorAll('a') ?? [])]
  const at = links.findIndex((link) => link === event.currentTarget)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  links.at(Math.max(0, Math.min(links.length - 1, next)))?.focus()
}
