import { useTranslation } from 'react-i18next'
import { roles, type Role } from '#domain/actor.ts'
import type { Handler, PlainHandler } from '#domain/flow-graph/people.ts'
import { IconButton } from '../ui/button.tsx'
import { ChevronUp, X } from '../ui/icons.ts'
import { Select } from '../ui/inputs.tsx'
import { Pair, useForm, useSection } from './form-context.tsx'
import { GuardField } from './guard-field.tsx'
import { NodeChoice, PersonChoice, RoleChoice, TeamChoice } from './people-fields.tsx'

type PlainKind = PlainHandler['kind']

/** Who can work on a node of people. */
export const workers = ['holder', 'role', 'team', 'person', 'last-handler', 'customer'] as const
/** Whom a ticket can be dispatched to. */
export const dispatched = ['role', 'team', 'person', 'last-handler'] as const

/** Of all roles only engineers are given tickets. */
const engineersOnly = ['engineer'] as const
const rolesFor = (kinds: readonly PlainKind[]): readonly Role[] =>
  kinds.includes('holder') ? roles : engineersOnly

const isForPeople = (type: string): boolean => type === 'task' || type === 'approval'

type HandlerChoiceProps = {
  label: string
  value: Handler | null
  kinds: readonly PlainKind[]
  onChange: (handler: Handler) => void
  /** While a guard is being typed: many changes that are one step of the history. */
  onType: (handler: Handler) => void
}

/** Who: somebody, or by a rule one of several. */
export function HandlerChoice({ label, value, kinds, onChange, onType }: HandlerChoiceProps) {
  if (value?.kind !== 'rule')
    return (
      <HandlerField
        label={label}
        value={value}
        kinds={kinds}
        onChange={onChange}
        onRule={(first) => {
          const otherwise = value ?? first
          onChange({ kind: 'rule', cases: [{ guard: '', handler: otherwise }], otherwise })
        }}
      />
    )
  return <RuleFields label={label} value={value} kinds={kinds} onChange={onChange} onType={onType} />
}

type Rule = Extract<Handler, { kind: 'rule' }>
const mostCases = 20

/** The cases of a rule, asked from top to bottom, and who it is when none of them holds. */
function RuleFields({ label, value, kinds, onChange, onType }: HandlerChoiceProps & { value: Rule }) {
  const { t } = useTranslation('flow')
  const { disabled } = useSection()
  const withCases = (cases: Rule['cases']): Rule => ({ ...value, cases })
  const replace = (index: number, next: Rule['cases'][number]) =>
    withCases(value.cases.map((one, at) => (at === index ? next : one)))
  return (
    <>
      <p className="fsection-hint">{t('inspector.ruleHint')}</p>
      {value.cases.map((one, index) => (
        <div key={index} className="fbranch">
          <div className="fbranch-head">
            <b>{t('inspector.ruleCase', { number: index + 1 })}</b>
            <span className="grow" />
            {disabled ? null : (
              <>
                {index === 0 ? null : (
                  <IconButton
                    label={t('inspector.raiseCase', { number: index + 1 })}
                    icon={ChevronUp}
                    onClick={() => onChange(withCases(raised(value.cases, index)))}
                  />
                )}
                <IconButton
                  label={t('inspector.removeCase', { number: index + 1 })}
                  icon={X}
                  onClick={() => {
                    const cases = value.cases.filter((_, at) => at !== index)
                    onChange(cases.length === 0 ? value.otherwise : withCases(cases))
                  }}
                />
              </>
            )}
          </div>
          <GuardField
            label={t('inspector.ruleGuard', { number: index + 1 })}
            value={one.guard}
            disabled={disabled}
            onChange={(guard) => onType(replace(index, { ...one, guard }))}
          />
          <HandlerField
            label={label}
            value={one.handler}
            kinds={kinds}
            onChange={(handler) => onChange(replace(index, { ...one, handler }))}
          />
        </div>
      ))}
      {disabled || value.cases.length >= mostCases ? null : (
        <button
          type="button"
          className="link fadd"
          onClick={() => onChange(withCases([...value.cases, { guard: '', handler: value.otherwise }]))}
        >
          {t('inspector.addCase')}
        </button>
      )}
      <HandlerField
        label={t('inspector.otherwise')}
        value={value.otherwise}
        kinds={kinds}
        onChange={(otherwise) => onChange({ ...value, otherwise })}
      />
    </>
  )
}

/** One place further to the top. */
function raised<Part>(parts: readonly Part[], index: number): Part[] {
  const all = [...parts]
  all.splice(index - 1, 0, ...all.splice(index, 1))
  return all
}

type HandlerFieldProps = {
  label: string
  value: PlainHandler | null
  kinds: readonly PlainKind[]
  onChange: (handler: PlainHandler) => void
  /** Given where a rule can take its place. */
  onRule?: (first: PlainHandler) => void
}

/** Who: a kind, and for some kinds which one. */
export function HandlerField({ label, value, kinds, onChange, onRule }: HandlerFieldProps) {
  const { t } = useTranslation('flow')
  const { disabled } = useSection()
  const offered = useFirstHandlers(kinds)
  return (
    <>
      <Pair label={label}>
        {(id) => (
          <Select
            id={id}
            value={value?.kind ?? ''}
            disabled={disabled}
            onChange={({ target }) => {
              const [any] = offered
              if (target.value === 'rule' && onRule && any) onRule(any)
              const first = offered.find(({ kind }) => kind === target.value)
              if (first) onChange(first)
            }}
          >
            {value ? null : <option value="">{t('inspector.none')}</option>}
            {offered.map(({ kind }) => (
              <option key={kind} value={kind}>
                {t(`handler.${kind}`)}
              </option>
            ))}
            {value && offered.every(({ kind }) => kind !== value.kind) ? (
              <option value={value.kind}>{t(`handler.${value.kind}`)}</option>
            ) : null}
            {onRule ? <option value="rule">{t('handler.rule')}</option> : null}
          </Select>
        )}
      </Pair>
      {value === null ? null : <WhichOne value={value} among={rolesFor(kinds)} onChange={onChange} />}
    </>
  )
}

type WhichOneProps = {
  value: PlainHandler
  among: readonly Role[]
  onChange: (handler: PlainHandler) => void
}

function WhichOne({ value, among, onChange }: WhichOneProps) {
  const { t } = useTranslation('flow')
  switch (value.kind) {
    case 'role':
      return (
        <RoleChoice
          label={t('inspector.role')}
          value={value.role}
          among={among}
          onChange={(role) => onChange({ kind: 'role', role })}
        />
      )
    case 'person':
      return (
        <PersonChoice
          label={t('inspector.person')}
          value={value.personId}
          onChange={(personId) => onChange({ kind: 'person', personId })}
        />
      )
    case 'team':
      return (
        <TeamChoice
          label={t('inspector.team')}
          value={value.teamId}
          onChange={(teamId) => onChange({ kind: 'team', teamId })}
        />
      )
    case 'last-handler':
      return (
        <NodeChoice
          label={t('inspector.ofNode')}
          value={value.nodeId}
          mayBe={isForPeople}
          onChange={(nodeId) => onChange({ kind: 'last-handler', nodeId })}
        />
      )
    case 'holder':
    case 'customer':
      return null
  }
}

/** What each kind begins with; a kind of which there is not one yet cannot be chosen. */
function useFirstHandlers(kinds: readonly PlainKind[]): readonly PlainHandler[] {
  const { editor, nodeId, surroundings } = useForm()
  const [person] = surroundings.people
  const [team] = surroundings.teams
  const { nodes } = editor.binding.getView()
  const node = nodes.find(({ id, data }) => id !== nodeId && isForPeople(data.facts.type))
  return kinds.flatMap((kind): PlainHandler[] => {
    switch (kind) {
      case 'holder':
      case 'customer':
        return [{ kind }]
      case 'role':
        return [{ kind, role: kinds.includes('holder') ? 'dispatcher' : 'engineer' }]
      case 'person':
        return person ? [{ kind, personId: person.id }] : []
      case 'team':
        return team ? [{ kind, teamId: team.id }] : []
      case 'last-handler':
        return node ? [{ kind, nodeId: node.id }] : []
    }
  })
}
