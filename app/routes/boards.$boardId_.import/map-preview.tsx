import { useTranslation } from 'react-i18next'
import { missingColumns, type ImportMap } from '#domain/import/import-map.ts'
import { rowToTicket } from '#domain/import/row-to-ticket.ts'
import { formatTime } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { importFailureSentence, rowReasonSentence } from '../../i18n/import-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import type { FileHead } from './read-head.ts'

/** The first rows as the tickets that they will be, by the function that imports them. */
export function MapPreview({ head, map }: { head: FileHead; map: ImportMap }) {
  const { t, i18n } = useTranslation('imports')
  const columns = missingColumns(map, head.columns)
  if (columns.length > 0)
    return <Banner tone="bad">{importFailureSentence(i18n, { name: 'columns-missing', columns })}</Banner>
  return (
    <section className="import-part" aria-labelledby="import-preview">
      <h2 id="import-preview">{t('preview', { count: head.rows.length })}</h2>
      <div className="import-table">
        <table>
          <thead>
            <tr>
              <th>{t('line')}</th>
              <th>{t('field.externalId')}</th>
              <th className="grow">{t('previewTitle')}</th>
              <th>{t('previewPriority')}</th>
              <th>{t('previewPlace')}</th>
              <th>{t('previewDue')}</th>
            </tr>
          </thead>
          <tbody>
            {head.rows.map((cells, index) => (
              <PreviewRow key={index} line={index + 2} cells={cells} head={head} map={map} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type PreviewRowProps = { line: number; cells: readonly string[]; head: FileHead; map: ImportMap }

function PreviewRow({ line, cells, head, map }: PreviewRowProps) {
  const { t, i18n } = useTranslation(['imports', 'board'])
  const locale = useLocale()
  const row = Object.fromEntries(head.columns.map((name, index) => [name, cells[index] ?? '']))
  const result = rowToTicket(row, map)
  if (!result.ok)
    return (
      <tr>
        <td className="num">{line}</td>
        <td colSpan={5} className="bad">
          {rowReasonSentence(i18n, { from: 'row', problem: result.problem })}
        </td>
      </tr>
    )
  const { ticket } = result
  return (
    <tr>
      <td className="num">{line}</td>
      <td className="num">{ticket.externalId}</td>
      <td>{ticket.title}</td>
      <td>{t(`board:priority.p${ticket.priority}`)}</td>
      <td className="num">
        {ticket.place.lng.toFixed(4)}, {ticket.place.lat.toFixed(4)}
      </td>
      <td className="num">
        {ticket.dueAt === undefined
          ? t('imports:previewByPriority')
          : formatTime(locale, ticket.dueAt, map.timeZone, 'date-time')}
      </td>
    </tr>
  )
}
