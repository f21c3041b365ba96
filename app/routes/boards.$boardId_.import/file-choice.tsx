import clsx from 'clsx'
import { FileSpreadsheet, Upload } from '#app/ui/icons.ts'
import { useId, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { importFailureSentence } from '../../i18n/import-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { ChosenFile } from './import-screen.tsx'
import { readHead } from './read-head.ts'
import { uploadLimitMegabytes } from './upload-limit.ts'

type FileChoiceProps = { chosen: ChosenFile | null; onChoose: (chosen: ChosenFile | null) => void }

/** Reads only the beginning of the file, here in the browser; nothing is sent before the person says so. */
export function FileChoice({ chosen, onChoose }: FileChoiceProps) {
  const { t, i18n } = useTranslation('imports')
  const inputId = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const [over, setOver] = useState(false)

  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > uploadLimitMegabytes * 1024 * 1024) {
      setProblem(
        importFailureSentence(i18n, { name: 'file-too-large', limitMegabytes: uploadLimitMegabytes }),
      )
      onChoose(null)
      return
    }
    const head = await readHead(file)
    setProblem(head ? null : t('unreadable'))
    onChoose(head ? { file, head } : null)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <section className="import-part" aria-label={t('file')}>
      {problem === null ? null : <Banner tone="bad">{problem}</Banner>}
      <label
        htmlFor={inputId}
        className={clsx('file-drop', chosen && 'chosen', over && 'over')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          id={inputId}
          type="file"
          accept=".csv,.gz,text/csv,application/gzip"
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <Icon of={chosen ? FileSpreadsheet : Upload} size={20} />
        {chosen ? (
          <span className="grow">
            <b>{chosen.file.name}</b>
            <span className="muted num">
              {t('fileFacts', { columns: chosen.head.columns.length, size: sizeText(chosen.file.size) })}
            </span>
          </span>
        ) : (
          <span className="grow">
            <span>{t('fileHint', { limit: uploadLimitMegabytes })}</span>
            <span className="muted">{t('drop')}</span>
          </span>
        )}
        <span className={clsx('btn', !chosen && 'primary')}>{chosen ? t('chooseOther') : t('choose')}</span>
      </label>
    </section>
  )
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
