import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldTable, GuardField, GuardValue } from '#domain/guard/field-table.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { isList, readDraft, toDraft, type FieldDraft } from '../../ticket/flow-field.ts'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { Pair } from '../form-context.tsx'
import type { Sample } from './sample.ts'

type SampleFormProps = {
  fields: FieldTable
  shown: readonly string[]
  sample: Sample
  onChange: (sample: Sample) => void
}

/** What the sample ticket is like; it can be changed between two steps, as somebody on site fills in a form. */
export function SampleForm({ fields, shown, sample, onChange }: SampleFormProps) {
  const { t } = useTranslation('flowRun')
  const locale = useLocale()
  const set = (field: string, value: GuardValue | undefined) => {
    const rest = Object.entries(sample.values).filter(([name]) => name !== field)
    onChange({
      ...sample,
      values: Object.fromEntries(value === undefined ? rest : [...rest, [field, value]]),
    })
  }
  return (
    <>
      {shown.flatMap((name) => {
        const field = fields.get(name)
        return field
          ? [
              <Pair key={name} label={field.name[locale]}>
                {(id) => (
                  <SampleField
                    id={id}
                    field={field}
                    value={sample.values[name]}
                    timeZone={sample.timeZone}
                    onChange={(value) => set(name, value)}
                  />
                )}
              </Pair>,
            ]
          : []
      })}
      <Pair label={t('dueIn')}>
        {(id) => (
          <span className="funit">
            <TextInput
              id={id}
              inputMode="numeric"
              className="num"
              value={sample.dueInHours}
              onChange={({ target }) =>
                onChange({ ...sample, dueInHours: Math.min(Number(target.value.replace(/\D/g, '')), 8_760) })
              }
            />
            <span>{t('hours')}</span>
          </span>
        )}
      </Pair>
    </>
  )
}

type SampleFieldProps = {
  id: string
  field: GuardField
  value: GuardValue | undefined
  timeZone: string
  onChange: (value: GuardValue | undefined) => void
}

function SampleField({ id, field, value, timeZone, onChange }: SampleFieldProps) {
  const { t } = useTranslation('flowRun')
  // As it is typed: `1.` is a number already, but nobody who types it is done.
  const [typed, setTyped] = useState<string>()
  const locale = useLocale()
  const choices = choicesOf(field)
  if (choices)
    return (
      <Select
        id={id}
        value={String(value ?? '')}
        onChange={({ target }) => onChange(choices.find((one) => String(one.value) === target.value)?.value)}
      >
        {field.always ? null : <option value="">{t('notKnown')}</option>}
        {choices.map((one) => (
          <option key={one.value} value={String(one.value)}>
            {one.name?.[locale] ?? one.value}
          </option>
        ))}
      </Select>
    )
  return (
    <TextInput
      id={id}
      type={field.type === 'moment' ? 'datetime-local' : 'text'}
      value={typed ?? draftText(toDraft(field.type, value ?? null, timeZone))}
      placeholder={t('notKnown')}
      inputMode={field.type === 'number' ? 'decimal' : 'text'}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(parseValue(field, target.value, timeZone))
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

type Choice = { value: string | number; name?: { 'zh-CN': string; en: string } }

/** The values of a field that has only a few. */
function choicesOf({ options, whole, least, most }: GuardField): readonly Choice[] | undefined {
  if (options) return options
  if (!whole || least === undefined || most === undefined) return undefined
  return Array.from({ length: most - least + 1 }, (_, index) => ({ value: least + index }))
}

/** A sample's lists are short: one line holds them. */
const draftText = (draft: FieldDraft): string => (typeof draft === 'string' ? draft : draft.join(', '))

/** Undefined for nothing, and for what is no number or moment yet. */
function parseValue({ type }: GuardField, text: string, timeZone: string): GuardValue | undefined {
  const read = readDraft(type, isList(type) ? text.split(/[,，、]/) : text, timeZone)
  const isNumber = type === 'number' || type === 'duration' || type === 'moment'
  return read === null || (isNumber && typeof read !== 'number') ? undefined : read
}
