import { useTranslation } from 'react-i18next'
import { roles } from '#domain/actor.ts'
import type { Channel, Handler, Name, PlainHandler, Recipient } from '#domain/flow-graph/people.ts'
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

const handlerKinds = ['holder', 'role', 'person', 'customer'] as const

type HandlerChoiceProps = { value: Handler | null; onChange: (handler: Handler) => void }

/** A rule is many cases; what it falls back on can be chosen here, and the cases stay. */
export function HandlerChoice({ value, onChange }: HandlerChoiceProps) {
  return value?.kind === 'rule' ? (
    <HandlerField value={value.otherwise} onChange={(otherwise) => onChange({ ...value, otherwise })} />
  ) : (
    <HandlerField value={value} onChange={onChange} />
  )
}

type HandlerFieldProps = { value: PlainHandler | null; onChange: (handler: PlainHandler) => void }

/** Who: a kind, and for some kinds which one. */
function HandlerField({ value, onChange }: HandlerFieldProps) {
  const { t } = useTranslation(['flow', 'terms'])
  const { people } = useForm().surroundings
  const { disabled } = useSection()
  const [first] = people
  const choose = (kind: string) => {
    if (kind === 'role') onChange({ kind, role: 'dispatcher' })
    else if (kind === 'person' && first) onChange({ kind, personId: first.id })
    else if (kind === 'holder' || kind === 'customer') onChange({ kind })
  }
  return (
    <>
      <Pair label={t('flow:inspector.who')}>
        {(id) => (
          <Select
            id={id}
            value={value?.kind ?? ''}
            disabled={disabled}
            onChange={({ target }) => choose(target.value)}
          >
            {value ? null : <option value="">{t('flow:inspector.none')}</option>}
            {handlerKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`flow:handler.${kind}`)}
              </option>
            ))}
            {value?.kind === 'team' || value?.kind === 'last-handler' ? (
              <option value={value.kind}>{t(`flow:handler.${value.kind}`)}</option>
            ) : null}
          </Select>
        )}
      </Pair>
      {value?.kind === 'role' ? (
        <Pair label={t('flow:inspector.role')}>
          {(id) => (
            <Select
              id={id}
              value={value.role}
              disabled={disabled}
              onChange={({ target }) => {
                const role = roles.find((one) => one === target.value)
                if (role) onChange({ kind: 'role', role })
              }}
            >
              <RoleOptions />
            </Select>
          )}
        </Pair>
      ) : null}
      {value?.kind === 'person' ? (
        <Pair label={t('flow:inspector.person')}>
          {(id) => (
            <Select
              id={id}
              value={value.personId}
              disabled={disabled}
              onChange={({ target }) => onChange({ kind: 'person', personId: target.value })}
            >
              {people.some((person) => person.id === value.personId) ? null : (
                <option value={value.personId}>{t('flow:inspector.none')}</option>
              )}
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </Select>
          )}
        </Pair>
      ) : null}
    </>
  )
}

export function RoleOptions() {
  const { t } = useTranslation('terms')
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(`role.${role}`)}
    </option>
  ))
}

type RecipientFieldProps = {
  label: string
  value: Recipient | null
  onChange: (recipient: Recipient) => void
}

/** Everybody who can be written to, in one list: persons by their role, for people come and go. */
export function RecipientField({ label, value, onChange }: RecipientFieldProps) {
  const { t } = useTranslation(['flow', 'terms'])
  const { disabled } = useSection()
  const chosen = value === null ? '' : value.kind === 'role' ? `role ${value.role}` : value.kind
  return (
    <Pair label={label}>
      {(id) => (
        <Select
          id={id}
          value={chosen}
          disabled={disabled}
          onChange={({ target }) => {
            const role = roles.find((one) => `role ${one}` === target.value)
            if (role) onChange({ kind: 'role', role })
            else if (target.value === 'customer' || target.value === 'handler' || target.value === 'holder')
              onChange({ kind: target.value })
          }}
        >
          {value ? null : <option value="">{t('flow:inspector.none')}</option>}
          {(['customer', 'handler', 'holder'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`flow:recipient.${kind}`)}
            </option>
          ))}
          {roles.map((role) => (
            <option key={role} value={`role ${role}`}>
              {t(`terms:role.${role}`)}
            </option>
          ))}
          {value?.kind === 'person' || value?.kind === 'team' ? (
            <option value={value.kind}>{t(`flow:recipient.${value.kind}`)}</option>
          ) : null}
        </Select>
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
