import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ArrowLeft } from '../../ui/icons.ts'
import type { LiveFlow } from '../live/live-flow.ts'
import { useLive } from '../live/use-live.ts'
import { whenText } from '../when-text.ts'
import type { Fetched } from './use-versions.ts'
import type { VersionName } from './version-place.ts'

type VersionListProps = {
  live: LiveFlow
  versions: Fetched<readonly FlowVersionRow[]>
  onRetry: () => void
  shown: VersionName
  /** Differences of the draft to the newest version; undefined while that is not known. */
  since: number | undefined
  onShow: (name: VersionName) => void
  onClose: () => void
}

/** The draft and every version of the flow, newest first. */
export function VersionList({ live, versions, onRetry, shown, since, onShow, onClose }: VersionListProps) {
  const { t } = useTranslation('flowVersions')
  const locale = useLocale()
  const now = Date.now()
  const rows = versions.state === 'ready' ? versions.value : []
  const [newest] = rows
  const { occupancy } = useLive(live)
  /** As it is now; the list itself is as old as the newest version. */
  const runningOn = (row: FlowVersionRow) =>
    occupancy ? (occupancy.versions.find(({ number }) => number === row.number)?.tickets ?? 0) : row.running
  return (
    <aside className="vlist" aria-label={t('list.label')}>
      <header>
        <Button look="bare" icon={ArrowLeft} onClick={onClose}>
          {t('list.back')}
        </Button>
      </header>
      <ul>
        <li>
          <button
            type="button"
            className={clsx('vrow', shown === 'draft' && 'on')}
            aria-current={shown === 'draft' ? 'true' : undefined}
            onClick={() => onShow('draft')}
          >
            <b>{t('list.draft')}</b>
            <small>
              {newest === undefined
                ? t('list.draftNever')
                : since === 0
                  ? t('list.draftSame', { number: newest.number })
                  : since === undefined
                    ? ''
                    : t('list.draftSince', { number: newest.number, count: since })}
            </small>
          </button>
        </li>
        {rows.map((row) => {
          const { number, name, createdBy, createdAt } = row
          const running = runningOn(row)
          return (
            <li key={number}>
              <button
                type="button"
                className={clsx('vrow', shown === number && 'on')}
                aria-current={shown === number ? 'true' : undefined}
                onClick={() => onShow(number)}
              >
                <span className="vrow-head">
                  <b className="num">v{number}</b>
                  <span className="vrow-name">{name}</span>
                  {number === newest?.number ? <Badge tone="good">{t('list.newest')}</Badge> : null}
                </span>
                <small className="num">
                  {createdBy.name} · {whenText(locale, createdAt, now)}
                </small>
                {running > 0 ? <small className="num">{t('list.running', { count: running })}</small> : null}
              </button>
            </li>
          )
        })}
      </ul>
      {versions.state === 'ready' && rows.length === 0 ? (
        <p className="vlist-note">{t('list.none')}</p>
      ) : null}
      {versions.state === 'failed' ? (
        <p className="vlist-note" role="alert">
          {t('list.failed')}{' '}
          <button type="button" className="link" onClick={onRetry}>
            {t('list.retry')}
          </button>
        </p>
      ) : null}
    </aside>
  )
}
