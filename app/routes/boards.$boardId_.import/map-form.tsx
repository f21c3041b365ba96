import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guessColumns, mappableFields, type MappableField } from '#domain/import/guess-map.ts'
import { importMap, type ImportMap } from '#domain/import/import-map.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import type { Datum } from '#geo/datum.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { buildMap, neededFields, type MapChoice } from './build-map.ts'
import { MapPreview } from './map-preview.tsx'
import type { FileHead } from './read-head.ts'

type MapFormProps = { head: FileHead; boardTimeZone: string; onRun: (map: ImportMap) => void }

const datums = { wgs84: 'WGS-84', gcj02: 'GCJ-02', bd09: 'BD-09' } as const
const encodings = { 'utf-8': 'UTF-8', gb18030: 'GB18030' } as const
const priorities = [1, 2, 3, 4] as const

const isDatum = (text: string): text is Datum => Object.hasOwn(datums, text)
const isNeeded = (field: MappableField) => neededFields.some((one) => one === field)

/** What the columns mean: guessed from their names, shown at once on the first rows, or taken from a map file. */
export function MapForm({ head, boardTimeZone, onRun }: MapFormProps) {
  const { t } = useTranslation(['imports', 'board', 'boards', 'ticket'])
  const [choice, setChoice] = useState<MapChoice>(() => ({
    columns: guessColumns(head.columns),
    priority: 3,
    datum: 'wgs84',
    timeZone: boardTimeZone,
    encoding: head.encoding,
    delimiter: head.delimiter,
  }))
  const [mapFile, setMapFile] = useState<{ name: string; map: ImportMap } | null>(null)
  const set = (changes: Partial<MapChoice>) => setChoice({ ...choice, ...changes })
  const built = useMemo(
    () => (mapFile ? { ok: true as const, map: mapFile.map } : buildMap(choice)),
    [mapFile, choice],
  )
  const setColumn = (field: MappableField, column: string) => {
    const others = Object.entries(choice.columns).filter(([name]) => name !== field)
    set({ columns: Object.fromEntries(column === '' ? others : [...others, [field, column]]) })
  }
  return (
    <>
      <section className="import-part" aria-labelledby="import-columns">
        <header>
          <h2 id="import-columns">{t('imports:columns')}</h2>
          <MapFile current={mapFile} onMap={setMapFile} />
        </header>
        {mapFile ? null : (
          <>
            <p className="muted">{t('imports:columnsText')}</p>
            <div className="import-fields">
              {mappableFields.map((field) => (
                <Field key={field} label={t(`imports:field.${field}`)} required={isNeeded(field)}>
                  <Select
                    value={choice.columns[field] ?? ''}
                    onChange={({ target }) => setColumn(field, target.value)}
                  >
                    <option value="">{t('imports:none')}</option>
                    {head.columns.map((column) => (
                      <option key={column}>{column}</option>
                    ))}
                  </Select>
                </Field>
              ))}
            </div>
            <h2>{t('imports:times')}</h2>
            <div className="import-fields">
              <Field label={t('imports:datum')} hint={t('imports:datumHint')} className="wide">
                <Select
                  value={choice.datum}
                  onChange={({ target }) => isDatum(target.value) && set({ datum: target.value })}
                >
                  {Object.entries(datums).map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field
                label={t('imports:timeZone')}
                hint={t('imports:timeZoneHint')}
                className="wide"
                error={!built.ok && built.wrongZone ? t('boards:timeZoneWrong') : undefined}
              >
                <TextInput
                  spellCheck={false}
                  value={choice.timeZone}
                  onChange={({ target }) => set({ timeZone: target.value.trim() })}
                />
              </Field>
              <Field label={t('imports:encoding')}>
                <Select
                  value={choice.encoding}
                  onChange={({ target }) =>
                    set({ encoding: target.value === 'gb18030' ? 'gb18030' : 'utf-8' })
                  }
                >
                  {Object.entries(encodings).map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('imports:priorityFixed')}>
                <Select
                  value={choice.priority}
                  onChange={({ target }) => set({ priority: Number(target.value) as Priority })}
                >
                  {priorities.map((one) => (
                    <option key={one} value={one}>
                      {t(`board:priority.p${one}`)}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
          </>
        )}
      </section>
      {built.ok ? <MapPreview head={head} map={built.map} /> : null}
      <footer className="import-actions">
        {built.ok || built.missing.length === 0 ? null : (
          <span className="muted">
            {t('imports:missing', {
              fields: built.missing
                .map((field) => t(`imports:field.${field}`))
                .join(t('ticket:fieldSeparator')),
            })}
          </span>
        )}
        <Button
          look="primary"
          size="large"
          disabled={!built.ok}
          onClick={() => {
            if (built.ok) onRun(built.map)
          }}
        >
          {t('imports:run')}
        </Button>
      </footer>
    </>
  )
}

type MapFileProps = {
  current: { name: string; map: ImportMap } | null
  onMap: (file: { name: string; map: ImportMap } | null) => void
}

/** The same map file as on the command line, for those who import every week. */
function MapFile({ current, onMap }: MapFileProps) {
  const { t } = useTranslation('imports')
  const [wrongField, setWrongField] = useState<string | null>(null)
  const read = async (file: File | undefined) => {
    if (!file) return
    const parsed = importMap.safeParse(await file.text().then(parseJson))
    setWrongField(parsed.success ? null : (parsed.error.issues[0]?.path.join('.') ?? ''))
    if (parsed.success) onMap({ name: file.name, map: parsed.data })
  }
  if (current)
    return (
      <span className="map-file">
        <span className="muted">{t('mapLoaded', { name: current.name })}</span>
        <Button onClick={() => onMap(null)}>{t('mapDrop')}</Button>
      </span>
    )
  return (
    <>
      <label className="btn map-file">
        <input
          type="file"
          accept=".json,application/json"
          onChange={({ target }) => void read(target.files?.[0])}
        />
        {t('useMap')}
      </label>
      {wrongField === null ? null : <Banner tone="bad">{t('mapWrong', { field: wrongField })}</Banner>}
    </>
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
