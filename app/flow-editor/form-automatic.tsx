import { useTranslation } from 'react-i18next'
import { branchesOf } from '#domain/flow-graph/exits.ts'
import type { TypedNode } from '#domain/flow-graph/node-config.ts'
import { useLocale } from '../i18n/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { Checkbox, Select, TextInput } from '../ui/inputs.tsx'
import { nextOrder } from './exits.ts'
import { Pair, Section, useForm, useSection } from './form-context.tsx'
import { CalendarChoice, ChannelChoice, MinutesField } from './form-fields.tsx'
import { GuardField } from './guard-field.tsx'
import { dispatched, HandlerChoice } from './handler-fields.tsx'
import { newPartId } from './new-part-id.ts'
import { nameIn, withName } from './node-text.ts'
import { RecipientField } from './people-fields.tsx'
import { RaiseButton } from './raise-button.tsx'

export function BranchesSection({ node }: { node: TypedNode<'condition'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section
      name="branches"
      title={t('inspector.branches')}
      hint={t('inspector.branchesHint')}
      end={<AddBranch node={node} />}
    >
      <BranchList node={node} />
    </Section>
  )
}

function AddBranch({ node }: { node: TypedNode<'condition'> }) {
  const { t } = useTranslation('flow')
  const { choose } = useSection()
  const order = nextOrder(branchesOf(node))
  return (
    <IconButton
      label={t('inspector.add')}
      icon={Plus}
      onClick={() => choose(`branches.${newPartId()}`, { name: '', order, guard: '' })}
    />
  )
}

function BranchList({ node }: { node: TypedNode<'condition'> }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { set, choose, disabled } = useSection()
  const branches = branchesOf(node)
  return branches.map(({ id, ...branch }, index) => (
    <div key={id} className="fbranch">
      <div className="foutcome">
        <TextInput
          aria-label={t('inspector.branchName', { number: index + 1 })}
          placeholder={t('inspector.branchName', { number: index + 1 })}
          value={nameIn(locale, branch.name)}
          maxLength={200}
          disabled={disabled}
          onChange={({ target }) =>
            set(`branches.${id}`, { ...branch, name: withName(branch.name, locale, target.value) })
          }
        />
        <RaiseButton
          label={t('inspector.raiseBranch', { number: index + 1 })}
          field="branches"
          parts={branches.map(({ id: part, ...value }) => ({ id: part, order: value.order, value }))}
          index={index}
        />
        {disabled ? null : (
          <IconButton
            label={t('inspector.removeBranch', { number: index + 1 })}
            icon={X}
            onClick={() => choose(`branches.${id}`, undefined)}
          />
        )}
      </div>
      <GuardField
        label={t('inspector.guard', { number: index + 1 })}
        value={branch.guard}
        disabled={disabled}
        onChange={(guard) => set(`branches.${id}`, { ...branch, guard })}
      />
    </div>
  ))
}

export function AutoAssignSection({ node }: { node: TypedNode<'auto-assign'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="auto" title={t('inspector.auto')}>
      <AutoAssignBy node={node} />
      {/* A rule finds somebody at once, or nobody. */}
      {node.config.by.kind === 'policy' ? (
        <MinutesField
          label={t('inspector.patience')}
          field="patienceMinutes"
          value={node.config.patienceMinutes}
          required
        />
      ) : null}
    </Section>
  )
}

function AutoAssignBy({ node }: { node: TypedNode<'auto-assign'> }) {
  const { t } = useTranslation('flow')
  const { choose, set, disabled } = useSection()
  const { by } = node.config
  return (
    <>
      <Pair label={t('inspector.by')}>
        {(id) => (
          <Select
            id={id}
            value={by.kind}
            disabled={disabled}
            onChange={({ target }) =>
              choose(
                'by',
                target.value === 'rule'
                  ? { kind: 'rule', handler: { kind: 'role', role: 'engineer' } }
                  : { kind: 'policy' },
              )
            }
          >
            <option value="policy">{t('inspector.byPolicy')}</option>
            <option value="rule">{t('inspector.byRule')}</option>
          </Select>
        )}
      </Pair>
      {by.kind === 'rule' ? (
        <HandlerChoice
          label={t('inspector.assignTo')}
          value={by.handler}
          kinds={dispatched}
          onChange={(handler) => choose('by', { kind: 'rule', handler })}
          onType={(handler) => set('by', { kind: 'rule', handler })}
        />
      ) : null}
    </>
  )
}

export function TimerSection({ node }: { node: TypedNode<'timer'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="timer" title={t('inspector.timer')}>
      <TimerFrom node={node} />
      <MinutesField label={t('inspector.limit')} field="minutes" value={node.config.minutes} required />
      {node.config.from === 'entered' ? (
        <CalendarChoice field="calendar" value={node.config.calendar} />
      ) : null}
    </Section>
  )
}

function TimerFrom({ node }: { node: TypedNode<'timer'> }) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  return (
    <Pair label={t('inspector.timerFromLabel')}>
      {(id) => (
        <Select
          id={id}
          value={node.config.from}
          disabled={disabled}
          onChange={({ target }) => choose('from', target.value)}
        >
          <option value="entered">{t('inspector.timerFrom.entered')}</option>
          <option value="before-due">{t('inspector.timerFrom.before-due')}</option>
        </Select>
      )}
    </Pair>
  )
}

export function NotifySection({ node }: { node: TypedNode<'notify'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="notify" title={t('inspector.notify')}>
      <NotifyFields node={node} />
    </Section>
  )
}

function NotifyFields({ node }: { node: TypedNode<'notify'> }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { set, choose, disabled } = useSection()
  const { to, channel, text } = node.config
  return (
    <>
      <RecipientField label={t('inspector.to')} value={to} onChange={(next) => choose('to', next)} />
      <Pair label={t('inspector.channel')}>
        {(id) => <ChannelChoice id={id} value={channel} onChange={(next) => choose('channel', next)} />}
      </Pair>
      <Pair label={t('inspector.text')}>
        {(id) => (
          <TextInput
            id={id}
            value={nameIn(locale, text)}
            maxLength={200}
            disabled={disabled}
            onChange={({ target }) => set('text', withName(text, locale, target.value))}
          />
        )}
      </Pair>
    </>
  )
}

export function SubTicketSection({ node }: { node: TypedNode<'sub-ticket'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="sub-ticket" title={t('inspector.subTicket')}>
      <SubTicketFields node={node} />
    </Section>
  )
}

function SubTicketFields({ node }: { node: TypedNode<'sub-ticket'> }) {
  const { t } = useTranslation('flow')
  const locale = useLocale()
  const { set, choose, disabled } = useSection()
  const { flows } = useForm().surroundings
  const { flowId } = node.config
  const isGone = flowId !== null && flows.every(({ id }) => id !== flowId)
  return (
    <>
      <Pair label={t('inspector.subFlow')}>
        {(id) => (
          <Select
            id={id}
            value={flowId ?? ''}
            disabled={disabled}
            onChange={({ target }) => choose('flowId', target.value === '' ? null : target.value)}
          >
            <option value="">{t('inspector.subFlowOfBoard')}</option>
            {flows.map((flow) => (
              <option key={flow.id} value={flow.id}>
                {flow.name}
              </option>
            ))}
            {isGone ? <option value={flowId}>{t('inspector.subFlowGone')}</option> : null}
          </Select>
        )}
      </Pair>
      <Pair label={t('inspector.subTitle')}>
        {(id) => (
          <TextInput
            id={id}
            value={nameIn(locale, node.config.title)}
            maxLength={200}
            disabled={disabled}
            onChange={({ target }) => set('title', withName(node.config.title, locale, target.value))}
          />
        )}
      </Pair>
      <YesNo label={t('inspector.subWaits')} field="waits" value={node.config.waits} />
      <YesNo label={t('inspector.subBlocks')} field="blocksClosing" value={node.config.blocksClosing} />
    </>
  )
}

const endings = ['ticket', 'branch'] as const

/** Whether behind a fork the other branches are called back. */
export function EndingChoice({ node }: { node: TypedNode<'end'> }) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  return (
    <Pair label={t('inspector.ends')}>
      {(id) => (
        <Select
          id={id}
          value={node.config.ends}
          disabled={disabled}
          onChange={({ target }) => choose('ends', target.value)}
        >
          {endings.map((one) => (
            <option key={one} value={one}>
              {t(`inspector.ending.${one}`)}
            </option>
          ))}
        </Select>
      )}
    </Pair>
  )
}

export function WebhookSection({ node }: { node: TypedNode<'webhook'> }) {
  const { t } = useTranslation('flow')
  return (
    <Section name="webhook" title={t('inspector.webhook')}>
      <WebhookFields node={node} />
    </Section>
  )
}

const retryChoices = [0, 1, 3, 5, 10]

function WebhookFields({ node }: { node: TypedNode<'webhook'> }) {
  const { t } = useTranslation('flow')
  const { set, choose, disabled } = useSection()
  const { url, retries, waits } = node.config
  return (
    <>
      <Pair label={t('inspector.url')}>
        {(id) => (
          <TextInput
            id={id}
            type="url"
            value={url}
            placeholder="https://"
            maxLength={2_000}
            disabled={disabled}
            onChange={({ target }) => set('url', target.value)}
          />
        )}
      </Pair>
      <Pair label={t('inspector.retries')}>
        {(id) => (
          <Select
            id={id}
            value={retries}
            disabled={disabled}
            onChange={({ target }) => choose('retries', Number(target.value))}
          >
            {[...new Set([...retryChoices, retries])]
              .sort((one, other) => one - other)
              .map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
          </Select>
        )}
      </Pair>
      <YesNo label={t('inspector.webhookWaits')} field="waits" value={waits} />
    </>
  )
}

function YesNo({ label, field, value }: { label: string; field: string; value: boolean }) {
  const { choose, disabled } = useSection()
  return (
    <Checkbox
      className="fyesno"
      label={label}
      checked={value}
      disabled={disabled}
      onChange={({ target }) => choose(field, target.checked)}
    />
  )
}
