import { Download } from '#app/ui/icons.ts'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { csvLine } from '#domain/import/csv-line.ts'
import type { i18n } from 'i18next'
import { importFailureSentence, rowReasonSentence } from '../../i18n/import-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import type { ImportEnd, ImportRun, RejectedRow } from './use-import.ts'

type ImportRunViewProps = {
  run: ImportRun
  allRejected: RefObject<readonly RejectedRow[]>
  fileName: string
  boardId: string
  onCancel: () => void
  onAgain: () => void
}

const counts = ['read', 'created', 'alreadyThere', 'rejected'] as const

/** The import while it runs, and what came of it. */
export function ImportRunView({
  run,
  allRejected,
  fileName,
  boardId,
  onCancel,
  onAgain,
}: ImportRunViewProps) {
  const { t, i18n } = useTranslation('imports')
  const { tally, end } = run
  return (
    <>
      <section className="import-part" aria-live="polite">
        <header>
          <h2>{end ? endText(i18n, end) : run.share === null ? t('uploading') : t('running')}</h2>
          <span className="muted">{fileName}</span>
        </header>
        {end ? null : <Progress label={t('running')} value={run.share} />}
        {end && end.state !== 'finished' ? (
          <Banner tone={end.state === 'cancelled' ? 'info' : 'bad'}>{endText(i18n, end)}</Banner>
        ) : null}
        <dl className="import-tally">
          {counts.map((name) => (
            <div key={name} className={name === 'rejected' && tally.rejected > 0 ? 'bad' : undefined}>
              <dd className="num">{tally[name]}</dd>
              <dt>{t(`tally.${name}`)}</dt>
            </div>
          ))}
        </dl>
        <footer className="import-actions">
          {end ? (
            <>
              <Button onClick={onAgain}>{t('again')}</Button>
              <ButtonLink look="primary" to={`/boards/${boardId}`}>
                {t('back')}
              </ButtonLink>
            </>
          ) : (
            <Button onClick={onCancel}>{t('cancel')}</Button>
          )}
        </footer>
      </section>
      {run.rejected.length > 0 ? (
        <RejectedRows
          run={run}
          onDownload={() => saveRejected(i18n, run.header, allRejected.current ?? [], fileName)}
        />
      ) : null}
    </>
  )
}

function endText(i18n: i18n, end: ImportEnd): string {
  const { t } = i18n
  switch (end.state) {
    case 'finished':
      return t('imports:finished', { seconds: end.seconds.toFixed(1) })
    case 'failed':
      return importFailureSentence(i18n, end.failure)
    case 'cancelled':
      return t('imports:cancelled')
    case 'broken':
      return t('imports:broken')
  }
}

function RejectedRows({ run, onDownload }: { run: ImportRun; onDownload: () => void }) {
  const { t, i18n } = useTranslation('imports')
  return (
    <section className="import-part" aria-labelledby="import-rejected">
      <header>
        <h2 id="import-rejected">{t('rejectedRows')}</h2>
        <Button icon={Download} onClick={onDownload}>
          {t('download')}
        </Button>
      </header>
      {run.tally.rejected > run.rejected.length ? (
        <p className="muted">{t('rejectedMore', { shown: run.rejected.length })}</p>
      ) : null}
      <div className="import-table">
        <table>
          <thead>
            <tr>
              <th>{t('line')}</th>
              <th>{t('reason')}</th>
              <th className="grow">{t('content')}</th>
            </tr>
          </thead>
          <tbody>
            {run.rejected.map((row) => (
              <tr key={row.line}>
                <td className="num">{row.line}</td>
                <td className="bad">{rowReasonSentence(i18n, row.reason)}</td>
                <td className="muted content">{row.cells.join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Line and reason before the row as it was: it can be mended there and imported again. */
function saveRejected(
  i18n: i18n,
  header: readonly string[],
  rows: readonly RejectedRow[],
  fileName: string,
): void {
  const lines = [
    csvLine([i18n.t('imports:line'), i18n.t('imports:reason'), ...header]),
    ...rows.map((row) => csvLine([row.line, rowReasonSentence(i18n, row.reason), ...row.cells])),
  ]
  // The byte order mark makes spreadsheets read the Chinese as UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', ...lines], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName.replace(/(\.csv)?(\.gz)?$/, '')}.rejected.csv`
  link.click()
  URL.revokeObjectURL(url)
}
