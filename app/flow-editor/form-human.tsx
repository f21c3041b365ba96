import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { outcomesOf } from '#domain/flow-graph/exits.ts'
import { operations, type HumanNode, type TypedNode } from '#domain/flow-graph/node-config.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { useLocale } from '../i18n/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { Checkbox, Select, TextInput } from '../ui/inputs.tsx'
import { nextOrder } from './exits.ts'
import { Pair, Section, useForm, useSection } from './form-context.tsx'
import { CalendarChoice, ChannelChoice, HandlerChoice, MinutesField, RecipientField } from './form-fields.tsx'
import { newPartId } from './new-part-id.ts'
import { nameIn, nodeName, withName } from './node-text.ts'
import { useFlowWords } from './use-flow-words.ts'

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
  const { choose } = useSection()
  return <HandlerChoice value={node.config.handler} onChange={(handler) => choose('handler', handler)} />
}

function VacancyChoice({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const { editor } = useForm()
  const { choose, disabled } = useSection()
  const { vacant } = node.config
  const nameOf = (id: string) => {
    const facts = editor.binding.readFacts(id)
    return facts ? nodeName(words, id, facts) : id
  }
  return (
    <Pair label={t('inspector.vacant')}>
      {(id) => (
        <Select
          id={id}
          value={vacant.kind}
          disabled={disabled}
          onChange={({ target }) =>
            choose(
              'vacant',
              target.value === 'role' ? { kind: 'role', role: 'dispatcher' } : { kind: 'wait' },
            )
          }
        >
          <option value="wait">{t('inspector.vacantWait')}</option>
          <option value="role">{t('inspector.vacantRole')}</option>
          {vacant.kind === 'go-to' ? (
            <option value="go-to">{t('inspector.vacantGoTo', { node: nameOf(vacant.nodeId) })}</option>
          ) : null}
        </Select>
      )}
    </Pair>
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

function OperationChoice({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  return (
    <div className="foperations">
      {operations.map((operation) => (
        <Checkbox
          key={operation}
          label={t(`inspector.operation.${operation}`)}
          checked={node.config.operations[operation] ?? false}
          disabled={disabled}
          onChange={({ target }) => choose(`operations.${operation}`, target.checked)}
        />
      ))}
    </div>
  )
}

export function LimitSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="limit" title={t('inspector.limit')}>
      <MinutesField
        label={t('inspector.limitMinutes')}
        field="limitMinutes"
        value={node.config.limitMinutes}
      />
      {node.config.limitMinutes === null ? null : <LimitMore node={node} />}
    </Section>
  )
}

const breachKinds = ['raise-priority', 'notify', 'leave'] as const

function LimitMore({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  const { limitCalendar, warnMinutes, onBreach } = node.config
  const [breach] = Object.entries(onBreach)
  const words = {
    'raise-priority': t('inspector.breachPriority'),
    notify: t('inspector.breachNotify'),
    leave: t('inspector.breachLeave'),
  }
  const chooseBreach = (kind: string) => {
    const field = `onBreach.${breach?.[0] ?? newPartId()}`
    if (kind === 'raise-priority' || kind === 'leave') choose(field, { kind })
    else if (kind === 'notify')
      choose(field, { kind, to: { kind: 'role', role: 'supervisor' }, channel: 'app' })
    else choose(field, undefined)
  }
  return (
    <>
      <CalendarChoice field="limitCalendar" value={limitCalendar} />
      <MinutesField label={t('inspector.warn')} field="warnMinutes" value={warnMinutes} />
      <Pair label={t('inspector.onBreach')}>
        {(id) => (
          <Select
            id={id}
            value={breach?.[1].kind ?? ''}
            disabled={disabled}
            onChange={({ target }) => chooseBreach(target.value)}
          >
            <option value="">{t('inspector.breachNothing')}</option>
            {breachKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words[kind]}
              </option>
            ))}
            {breach?.[1].kind === 'hand-to' ? (
              <option value="hand-to">{t('inspector.vacantRole')}</option>
            ) : null}
          </Select>
        )}
      </Pair>
    </>
  )
}

export function MessagesSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="messages" title={t('inspector.messages')} end={<AddMessage />}>
      <MessageList node={node} />
    </Section>
  )
}

function AddMessage() {
  const { t } = useTranslation('flow')
  const { choose } = useSection()
  const { channels } = useForm().surroundings
  // To the customer where there is a way; else to whoever goes there.
  const way = channels.includes('sms')
    ? ({ to: { kind: 'customer' }, channel: 'sms' } as const)
    : ({ to: { kind: 'holder' }, channel: 'app' } as const)
  const message = { when: 'entered', ...way, text: '' } as const
  return (
    <button type="button" className="link" onClick={() => choose(`messages.${newPartId()}`, message)}>
      {t('inspector.add')}
    </button>
  )
}

function MessageList({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { set, choose, disabled } = useSection()
  return Object.entries(node.config.messages).map(([id, message]) => (
    <div key={id} className="fmessage">
      <span className="fmessage-row">
        <Select
          aria-label={t('inspector.messages')}
          value={message.when}
          disabled={disabled}
          onChange={({ target }) => choose(`messages.${id}`, { ...message, when: target.value })}
        >
          <option value="entered">{t('inspector.when.entered')}</option>
          <option value="left">{t('inspector.when.left')}</option>
        </Select>
        <ChannelChoice
          value={message.channel}
          onChange={(channel) => choose(`messages.${id}`, { ...message, channel })}
        />
        {disabled ? null : (
          <IconButton
            label={t('inspector.removeMessage')}
            icon={X}
            onClick={() => choose(`messages.${id}`, undefined)}
          />
        )}
      </span>
      <RecipientField
        label={t('inspector.to')}
        value={message.to}
        onChange={(to) => choose(`messages.${id}`, { ...message, to })}
      />
      <Pair label={t('inspector.text')}>
        {(field) => (
          <TextInput
            id={field}
            value={nameIn(locale, message.text)}
            maxLength={200}
            disabled={disabled}
            onChange={({ target }) =>
              set(`messages.${id}`, { ...message, text: withName(message.text, locale, target.value) })
            }
          />
        )}
      </Pair>
    </div>
  ))
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
  return outcomesOf(node).map(({ id, ...outcome }, index) => (
    <div key={id} className="foutcome">
      <TextInput
        aria-label={t('inspector.outcomeName', { number: index + 1 })}
        value={nameIn(locale, outcome.name)}
        maxLength={200}
        disabled={disabled}
        onChange={({ target }) =>
          set(`outcomes.${id}`, {
            name: withName(outcome.name, locale, target.value),
            order: outcome.order,
            ...(outcome.back && { back: true }),
          })
        }
      />
      {disabled ? null : (
        <IconButton
          label={t('inspector.removeOutcome', { number: index + 1 })}
          icon={X}
          onClick={() => choose(`outcomes.${id}`, undefined)}
        />
      )}
    </div>
  ))
}
