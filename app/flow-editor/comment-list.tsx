import { useState, useSyncExternalStore, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Check, RotateCcw } from '../ui/icons.ts'
import { TextArea } from '../ui/inputs.tsx'
import type { Comments } from './comments.ts'

const longestComment = 2_000

type CommentListProps = {
  comments: Comments
  nodeId: string
  readOnly: boolean
  fieldRef: RefObject<HTMLTextAreaElement>
}

/** What has been said about one node; what is resolved stays, quietly. */
export function CommentList({ comments, nodeId, readOnly, fieldRef }: CommentListProps) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const [draft, setDraft] = useState('')
  const all = useSyncExternalStore(comments.subscribe, comments.getAll)
  const own = all.filter((comment) => comment.nodeId === nodeId)
  const send = () => {
    if (draft.trim() === '') return
    comments.add(nodeId, draft.trim(), Date.now())
    setDraft('')
  }
  return (
    <section className="fsection fcomments">
      <h3>{t('inspector.comments')}</h3>
      {own.length === 0 && readOnly ? <p className="fsection-hint">{t('comments.none')}</p> : null}
      <ul>
        {own.map((comment) => (
          <li key={comment.id} className={comment.resolved === true ? 'resolved' : undefined}>
            <header>
              <b>{comment.author}</b>
              <time dateTime={new Date(comment.at).toISOString()}>
                {comment.resolved === true
                  ? t('comments.resolved')
                  : formatAge(locale, comment.at, Date.now())}
              </time>
              <span className="grow" />
              {readOnly ? null : (
                <IconButton
                  label={comment.resolved === true ? t('comments.reopen') : t('comments.resolve')}
                  icon={comment.resolved === true ? RotateCcw : Check}
                  onClick={() => comments.setResolved(comment, comment.resolved !== true)}
                />
              )}
            </header>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
      {readOnly ? null : (
        <div className="fcomment-new">
          <TextArea
            ref={fieldRef}
            rows={2}
            aria-label={t('comments.write')}
            placeholder={t('comments.write')}
            maxLength={longestComment}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
            }}
          />
          {draft.trim() === '' ? null : <Button onClick={send}>{t('comments.send')}</Button>}
        </div>
      )}
    </section>
  )
}
