import { useTranslation } from 'react-i18next'
import { roles, type Role } from '#domain/actor.ts'
import type { Recipient } from '#domain/flow-graph/people.ts'
import { Select } from '../ui/inputs.tsx'
import { Pair, useForm, useSection } from './form-context.tsx'
import { useNodeOptions } from './use-node-options.ts'

type ChoiceProps = { label: string; value: string; onChange: (id: string) => void }
type Option = { readonly id: string; readonly name: string }

/** One of those that there are. What was chosen and is gone since stays chosen, and is said to be gone by the validation. */
function OptionChoice({ label, value, options, onChange }: ChoiceProps & { options: readonly Option[] }) {
  const { t } = useTranslation('flow')
  const { disabled } = useSection()
  return (
    <Pair label={label}>
      {(id) => (
        <Select id={id} value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
          {options.some((one) => one.id === value) ? null : (
            <option value={value}>{t('inspector.none')}</option>
          )}
          {options.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
    </Pair>
  )
}

export function PersonChoice(props: ChoiceProps) {
  const { people } = useForm().surroundings
  return <OptionChoice {...props} options={people} />
}

/** @param mayBe kept the same from one drawing to the next */
export function NodeChoice({ mayBe, ...props }: ChoiceProps & { mayBe: (type: string) => boolean }) {
  const { editor, nodeId } = useForm()
  const options = useNodeOptions(editor.binding, mayBe)
  return <OptionChoice {...props} options={options.filter(({ id }) => id !== nodeId)} />
}

type RoleChoiceProps = {
  label: string
  value: Role
  among?: readonly Role[]
  onChange: (role: Role) => void
}

export function RoleChoice({ label, value, among = roles, onChange }: RoleChoiceProps) {
  const { t } = useTranslation('terms')
  const { disabled } = useSection()
  return (
    <Pair label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          disabled={disabled}
          onChange={({ target }) => {
            const role = roles.find((one) => one === target.value)
            if (role) onChange(role)
          }}
        >
          {(among.includes(value) ? among : [value, ...among]).map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </Select>
      )}
    </Pair>
  )
}

type RecipientFieldProps = {
  label: string
  value: Recipient | null
  onChange: (recipient: Recipient) => void
}

/** Everybody who can be written to: those of the ticket and the roles in one list, then which person or team. */
export function RecipientField({ label, value, onChange }: RecipientFieldProps) {
  const { t } = useTranslation(['flow', 'terms'])
  const { people, teams } = useForm().surroundings
  const { disabled } = useSection()
  const [person] = people
  const [team] = teams
  const chosen = value === null ? '' : value.kind === 'role' ? `role ${value.role}` : value.kind
  const choose = (wanted: string) => {
    const role = roles.find((one) => `role ${one}` === wanted)
    if (role) onChange({ kind: 'role', role })
    else if (wanted === 'customer' || wanted === 'handler' || wanted === 'holder') onChange({ kind: wanted })
    else if (wanted === 'person' && person) onChange({ kind: 'person', personId: person.id })
    else if (wanted === 'team' && team) onChange({ kind: 'team', teamId: team.id })
  }
  return (
    <>
      <Pair label={label}>
        {(id) => (
          <Select id={id} value={chosen} disabled={disabled} onChange={({ target }) => choose(target.value)}>
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
            {team !== undefined || value?.kind === 'team' ? (
              <option value="team">{t('flow:recipient.team')}</option>
            ) : null}
            {person !== undefined || value?.kind === 'person' ? (
              <option value="person">{t('flow:recipient.person')}</option>
            ) : null}
          </Select>
        )}
      </Pair>
      {value?.kind === 'person' ? (
        <PersonChoice
          label={t('flow:inspector.person')}
          value={value.personId}
          onChange={(personId) => onChange({ kind: 'person', personId })}
        />
      ) : null}
      {value?.kind === 'team' ? (
        <TeamChoice
          label={t('flow:inspector.team')}
          value={value.teamId}
          onChange={(teamId) => onChange({ kind: 'team', teamId })}
        />
      ) : null}
    </>
  )
}

export function TeamChoice(props: ChoiceProps) {
  const { teams } = useForm().surroundings
  return <OptionChoice {...props} options={teams} />
}
