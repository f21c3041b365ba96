import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { outcomesOf } from '#domain/flow-graph/exits.ts'
import { operations, type HumanNode, type Operation, type TypedNode } from '#domain/flow-graph/node-config.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { useLocale } from '../i18n/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { Checkbox, Select, TextInput } from '../ui/inputs.tsx'
import { nextOrder } from './exits.ts'
import { Pair, Section, useForm, useSection } from './form-context.tsx'
import { HandlerChoice, workers } from './handler-fields.tsx'
import { newPartId } from './new-part-id.ts'
import { nameIn, withName } from './node-text.ts'
import { NodeChoice, RoleChoice } from './people-fields.tsx'
import { RaiseButton } from './raise-button.tsx'

export function HandlerSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="handler" title={t('inspector.handler')}>
      <NodeHandler node={node} />
      <VacancyChoice node={node} />
    </Section>
  )
}

function NodeHandler({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { choose, set } = useSection()
  return (
    <HandlerChoice
      label={t('inspector.who')}
      value={node.config.handler}
      kinds={workers}
      onChange={(handler) => choose('handler', handler)}
      onType={(handler) => set('handler', handler)}
    />
  )
}

/** A ticket never goes back to the start, and a frame is no place to stand. */
const isPlace = (type: string): boolean => type !== 'start' && type !== 'group'

function VacancyChoice({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { editor } = useForm()
  const { choose, disabled } = useSection()
  const { vacant } = node.config
  const start = (kind: string) => {
    const place = editor.binding
      .getView()
      .nodes.find(({ id, data }) => id !== node.id && isPlace(data.facts.type))
    if (kind === 'role') choose('vacant', { kind, role: 'dispatcher' })
    else if (kind === 'go-to' && place) choose('vacant', { kind, nodeId: place.id })
    else choose('vacant', { kind: 'wait' })
  }
  return (
    <>
      <Pair label={t('inspector.vacant')}>
        {(id) => (
          <Select
            id={id}
            value={vacant.kind}
            disabled={disabled}
            onChange={({ target }) => start(target.value)}
          >
            <option value="wait">{t('inspector.vacantWait')}</option>
            <option value="role">{t('inspector.vacantRole')}</option>
            <option value="go-to">{t('inspector.vacantGoTo')}</option>
          </Select>
        )}
      </Pair>
      {vacant.kind === 'role' ? (
        <RoleChoice
          label={t('inspector.role')}
          value={vacant.role}
          onChange={(role) => choose('vacant', { kind: 'role', role })}
        />
      ) : null}
      {vacant.kind === 'go-to' ? (
        <NodeChoice
          label={t('inspector.node')}
          value={vacant.nodeId}
          mayBe={isPlace}
          onChange={(nodeId) => choose('vacant', { kind: 'go-to', nodeId })}
        />
      ) : null}
    </>
  )
}

const rights = ['hidden', 'read', 'edit', 'required'] as const
/** What only the clock or the board knows cannot be hidden or filled in. */
const notFilledIn: ReadonlySet<string> = new Set(['now', 'hour', 'weekday', 'created', 'assigned'])

/** What every screen of the board shows cannot be hidden by a node; an older flow that says so means reading. */
const rightShown = (field: string, right: (typeof rights)[number] | undefined) =>
  right === undefined || (right === 'hidden' && !field.startsWith('form.')) ? 'read' : right

export function RightsSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="rights" title={t('inspector.rights')}>
      <RightsGrid node={node} />
    </Section>
  )
}

function RightsGrid({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { choose, disabled } = useSection()
  const group = useId()
  return (
    <table className="frights">
      <thead>
        <tr>
          <td />
          {rights.map((right) => (
            <th key={right} scope="col">
              {t(`inspector.right.${right}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...starterFields]
          .filter(([field]) => !notFilledIn.has(field))
          .map(([field, { name }]) => (
            <tr key={field}>
              <th scope="row">{name[locale]}</th>
              {rights.map((right) => (
                <td key={right}>
                  {right === 'hidden' && !field.startsWith('form.') ? null : (
                    <input
                      type="radio"
                      name={`${group} ${field}`}
                      aria-label={`${name[locale]}: ${t(`inspector.right.${right}`)}`}
                      checked={rightShown(field, node.config.rights[field]) === right}
                      disabled={disabled}
                      onChange={() => choose(`rights.${field}`, right)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

export function OperationsSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="operations" title={t('inspector.operations')}>
      <OperationChoice node={node} />
    </Section>
  )
}

/** A verdict is given on an approval alone, and there unless it is forbidden; everything else has to be allowed. */
const isAllowed = ({ config }: HumanNode, operation: Operation): boolean =>
  config.operations[operation] ?? operation === 'approve'

function OperationChoice({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  return (
    <div className="foperations">
      {operations
        .filter((operation) => operation !== 'approve' || node.type === 'approval')
        .map((operation) => (
          <Checkbox
            key={operation}
            label={t(`inspector.operation.${operation}`)}
            checked={isAllowed(node, operation)}
            disabled={disabled}
            onChange={({ target }) => choose(`operations.${operation}`, target.checked)}
          />
        ))}
    </div>
  )
}

export function OutcomesSection({ node }: { node: TypedNode<'task'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section
      name="outcomes"
      title={t('inspector.outcomes')}
      hint={t('inspector.outcomesHint')}
      end={<AddOutcome node={node} />}
    >
      <OutcomeList node={node} />
    </Section>
  )
}

function AddOutcome({ node }: { node: TypedNode<'task'> }) {
  const { t } = useTranslation('flow')
  const { choose } = useSection()
  const order = nextOrder(Object.values(node.config.outcomes))
  return (
    <IconButton
      label={t('inspector.add')}
      icon={Plus}
      onClick={() => choose(`outcomes.${newPartId()}`, { name: '', order })}
    />
  )
}

function OutcomeList({ node }: { node: TypedNode<'task'> }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { set, choose, disabled } = useSection()
  if (Object.keys(node.config.outcomes).length === 0) return null
  const outcomes = outcomesOf(node)
  return outcomes.map(({ id, ...outcome }, index) => (
    <div key={id} className="fbranch">
      <div className="foutcome">
        <TextInput
          aria-label={t('inspector.outcomeName', { number: index + 1 })}
          placeholder={t('inspector.outcomeName', { number: index + 1 })}
          value={nameIn(locale, outcome.name)}
          maxLength={200}
          disabled={disabled}
          onChange={({ target }) =>
            set(`outcomes.${id}`, asValue({ ...outcome, name: withName(outcome.name, locale, target.value) }))
          }
        />
        <RaiseButton
          label={t('inspector.raiseOutcome', { number: index + 1 })}
          field="outcomes"
          parts={outcomes.map(asPart)}
          index={index}
        />
        {disabled ? null : (
          <IconButton
            label={t('inspector.removeOutcome', { number: index + 1 })}
            icon={X}
            onClick={() => choose(`outcomes.${id}`, undefined)}
          />
        )}
      </div>
      <Checkbox
        className="fyesno"
        label={t('inspector.outcomeBack')}
        checked={outcome.back === true}
        disabled={disabled}
        onChange={({ target }) => choose(`outcomes.${id}`, asValue({ ...outcome, back: target.checked }))}
      />
    </div>
  ))
}

type Outcome = Omit<ReturnType<typeof outcomesOf>[number], 'id'>

const asPart = ({ id, ...outcome }: Outcome & { id: string }) => ({
  id,
  order: outcome.order,
  value: asValue(outcome),
})

/** As it stands in the document: what does not lead back says nothing of it. */
const asValue = ({ name, order, back }: Outcome) => ({ name, order, ...(back === true && { back }) })
