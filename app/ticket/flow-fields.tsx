import { useTranslation } from 'react-i18next'
import type { StandField } from '#domain/decide/describe-stand.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Field } from '../ui/field.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { isList, toDraft, type FieldDraft } from './flow-field.ts'
import { EntryText, ListInput } from './list-input.tsx'

type OpenFieldProps = {
  field: StandField
  draft: FieldDraft | undefined
  /** Of the board. */
  timeZone: string
  isMissing: boolean
  onChange: (draft: FieldDraft) => void
}

/** A field that may be filled in where the ticket stands. */
export function OpenField({ field, draft, timeZone, isMissing, onChange }: OpenFieldProps) {
  const { t } = useTranslation('ticket')
  const { type, right } = field
  const hint =
    field.field === 'form.signature'
      ? t('flow.hint.signature')
      : field.field === 'form.photos'
        ? t('flow.hint.photos')
        : isList(type)
          ? t('flow.hint.list')
          : undefined
  return (
    <Field
      label={useFieldName()(field.field)}
      required={right === 'required'}
      hint={hint}
      error={isMissing ? t('flow.mustFill') : undefined}
    >
      <FieldControl type={type} draft={draft ?? toDraft(type, field.value, timeZone)} onChange={onChange} />
    </Field>
  )
}

type FieldControlProps = Pick<StandField, 'type'> & {
  draft: FieldDraft
  onChange: (draft: FieldDraft) => void
}

function FieldControl({ type, draft, onChange }: FieldControlProps) {
  const { t } = useTranslation('ticket')
  if (typeof draft !== 'string') return <ListInput items={draft} onChange={onChange} />
  if (type === 'boolean')
    return (
      <Select value={draft} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t('flow.unknown')}</option>
        <option value="true">{t('flow.yes')}</option>
        <option value="false">{t('flow.no')}</option>
      </Select>
    )
  return (
    <TextInput
      type={type === 'moment' ? 'datetime-local' : 'text'}
      inputMode={type === 'number' || type === 'duration' ? 'decimal' : 'text'}
      value={draft}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

/** What was filled in and may only be read here. */
export function FilledFields({ fields, timeZone }: { fields: readonly StandField[]; timeZone: string }) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const nameOf = useFieldName()
  if (fields.length === 0) return null
  return (
    <dl className="facts">
      {fields.map(({ field, type, value }) => [
        <dt key={field}>{nameOf(field)}</dt>,
        <dd key={`${field} value`}>
          {Array.isArray(value) ? (
            value.map((entry: string | number, index) => <EntryText key={index} text={String(entry)} />)
          ) : type === 'moment' && typeof value === 'number' ? (
            formatTime(locale, value, timeZone, 'date-time')
          ) : typeof value === 'boolean' ? (
            t(value ? 'flow.yes' : 'flow.no')
          ) : (
            <EntryText text={String(value)} />
          )}
        </dd>,
      ])}
    </dl>
  )
}

/** Fields of a form that the product knows have names; any other is called what its flow calls it. */
export function useFieldName(): (field: string) => string {
  const locale = useLocale()
  return (field) => starterFields.get(field)?.name[locale] ?? field
}
