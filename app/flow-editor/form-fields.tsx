import { useTranslation } from 'react-i18next'
import type { Channel, Name } from '#domain/flow-graph/people.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Pair, useForm, useSection } from './form-context.tsx'
import { nameIn } from './node-text.ts'

type NameFieldProps = { label: string; value: Name; disabled: boolean; onChange: (name: Name) => void }

/** A name for everybody, or one in each language. */
export function NameField({ label, value, disabled, onChange }: NameFieldProps) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  if (typeof value === 'string')
    return (
      <>
        <Pair label={label}>
          {(id) => (
            <TextInput
              id={id}
              value={value}
              maxLength={200}
              disabled={disabled}
              onChange={({ target }) => onChange(target.value)}
            />
          )}
        </Pair>
        {disabled ? null : (
          <button
            type="button"
            className="link fswap"
            onClick={() => onChange({ 'zh-CN': value, en: value })}
          >
            {t('inspector.bothLanguages')}
          </button>
        )}
      </>
    )
  return (
    <>
      {(['zh-CN', 'en'] as const).map((language) => (
        <Pair key={language} label={language === 'en' ? t('inspector.english') : t('inspector.chinese')}>
          {(id) => (
            <TextInput
              id={id}
              value={value[language]}
              maxLength={200}
              disabled={disabled}
              onChange={({ target }) => onChange({ ...value, [language]: target.value })}
            />
          )}
        </Pair>
      ))}
      {disabled ? null : (
        <button type="button" className="link fswap" onClick={() => onChange(nameIn(locale, value))}>
          {t('inspector.oneName')}
        </button>
      )}
    </>
  )
}

type MinutesFieldProps = { label: string; field: string; value: number | null; required?: boolean }

const mostMinutes = 525_600

/** Whole minutes; empty is none, where there may be none. */
export function MinutesField({ label, field, value, required = false }: MinutesFieldProps) {
  const { t } = useTranslation('flow')
  const { set, disabled } = useSection()
  return (
    <Pair label={label}>
      {(id) => (
        <span className="funit">
          <TextInput
            id={id}
            inputMode="numeric"
            className="num"
            value={value ?? ''}
            disabled={disabled}
            onChange={({ target }) => {
              const digits = target.value.replace(/\D/g, '')
              const minutes = Math.min(Number(digits), mostMinutes)
              if (minutes > 0) set(field, minutes)
              else if (!required) set(field, undefined)
            }}
          />
          <span>{t('inspector.minutes')}</span>
        </span>
      )}
    </Pair>
  )
}

type CalendarChoiceProps = { field: 'limitCalendar' | 'calendar'; value: string | null }

/** By which working hours minutes are counted. */
export function CalendarChoice({ field, value }: CalendarChoiceProps) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  const { calendars } = useForm().surroundings
  const isGone = value !== null && value !== 'always' && !calendars.some(({ id }) => id === value)
  return (
    <Pair label={t('inspector.calendar')}>
      {(id) => (
        <Select
          id={id}
          value={value ?? ''}
          disabled={disabled}
          onChange={({ target }) => choose(field, target.value === '' ? undefined : target.value)}
        >
          <option value="">{t('inspector.calendarNone')}</option>
          <option value="always">{t('inspector.calendarAlways')}</option>
          {calendars.map((calendar) => (
            <option key={calendar.id} value={calendar.id}>
              {calendar.name}
            </option>
          ))}
          {isGone ? <option value={value}>{t('inspector.calendarGone')}</option> : null}
        </Select>
      )}
    </Pair>
  )
}

type ChannelChoiceProps = { id?: string; value: Channel; onChange: (channel: Channel) => void }

/** The ways that this installation has; one that it has not got is said to be so, and stays chosen. */
export function ChannelChoice({ id, value, onChange }: ChannelChoiceProps) {
  const { t } = useTranslation('flow')
  const { disabled } = useSection()
  const { channels } = useForm().surroundings
  const choose = (wanted: string) => {
    const channel = channels.find((one) => one === wanted)
    if (channel) onChange(channel)
  }
  return (
    <Select
      id={id}
      aria-label={id === undefined ? t('inspector.channel') : undefined}
      value={value}
      disabled={disabled}
      onChange={({ target }) => choose(target.value)}
    >
      {channels.map((channel) => (
        <option key={channel} value={channel}>
          {t(`channel.${channel}`)}
        </option>
      ))}
      {channels.includes(value) ? null : (
        <option value={value}>{t('inspector.channelMissing', { channel: t(`channel.${value}`) })}</option>
      )}
    </Select>
  )
}
