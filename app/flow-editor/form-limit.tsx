import { useTranslation } from 'react-i18next'
import type { HumanNode } from '#domain/flow-graph/node-config.ts'
import type { LimitAction } from '#domain/flow-graph/people.ts'
import { IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { Select } from '../ui/inputs.tsx'
import { Pair, Section, useSection } from './form-context.tsx'
import { CalendarChoice, ChannelChoice, MinutesField } from './form-fields.tsx'
import { HandlerField, workers } from './handler-fields.tsx'
import { newPartId } from './new-part-id.ts'
import { RecipientField } from './people-fields.tsx'

export function LimitSection({ node }: { node: HumanNode }) {
  const { t } = useTranslation('flow')
  const { limitMinutes, limitCalendar, warnMinutes, onWarning, onBreach } = node.config
  return (
    <Section name="limit" title={t('inspector.limit')}>
      <MinutesField label={t('inspector.limitMinutes')} field="limitMinutes" value={limitMinutes} />
      {limitMinutes === null ? null : (
        <>
          <CalendarChoice field="limitCalendar" value={limitCalendar} />
          <MinutesField label={t('inspector.warn')} field="warnMinutes" value={warnMinutes} />
          {warnMinutes === null ? null : (
            <ActionList moment="onWarning" actions={onWarning} kinds={warningKinds} />
          )}
          <ActionList moment="onBreach" actions={onBreach} kinds={breachKinds} />
        </>
      )}
    </Section>
  )
}

type ActionKind = LimitAction['kind']

const warningKinds = ['notify', 'raise-priority', 'hand-to'] as const
/** Only whoever is late can be sent on. */
const breachKinds = [...warningKinds, 'leave'] as const

/** What an action of a kind begins as: who works on it is reminded, who answers for it hears that it is late. */
function firstAction(kind: ActionKind, moment: 'onWarning' | 'onBreach'): LimitAction {
  switch (kind) {
    case 'notify':
      return {
        kind,
        to: moment === 'onWarning' ? { kind: 'handler' } : { kind: 'role', role: 'supervisor' },
        channel: 'app',
      }
    case 'hand-to':
      return { kind, handler: { kind: 'role', role: 'supervisor' } }
    case 'raise-priority':
    case 'leave':
      return { kind }
  }
}

type ActionListProps = {
  moment: 'onWarning' | 'onBreach'
  actions: Readonly<Record<string, LimitAction>>
  kinds: readonly ActionKind[]
}

/** What happens at one moment of the limit: several things, or nothing but that it is shown. */
function ActionList({ moment, actions, kinds }: ActionListProps) {
  const { t } = useTranslation('flow')
  const { choose, disabled } = useSection()
  const own = Object.entries(actions)
  return (
    <div className="factions">
      <div className="fbranch-head">
        <span>{t(`inspector.${moment}`)}</span>
        {own.length === 0 ? <small>{t('inspector.onlyShown')}</small> : null}
        <span className="grow" />
        {disabled ? null : (
          <IconButton
            label={t('inspector.addAction', { moment: t(`inspector.${moment}`) })}
            icon={Plus}
            onClick={() => choose(`${moment}.${newPartId()}`, firstAction('notify', moment))}
          />
        )}
      </div>
      {own.map(([id, action]) => (
        <div key={id} className="fbranch">
          <div className="foutcome">
            <Select
              aria-label={t(`inspector.${moment}`)}
              value={action.kind}
              disabled={disabled}
              onChange={({ target }) => {
                const kind = kinds.find((one) => one === target.value)
                if (kind) choose(`${moment}.${id}`, firstAction(kind, moment))
              }}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`inspector.action.${kind}`)}
                </option>
              ))}
            </Select>
            {disabled ? null : (
              <IconButton
                label={t('inspector.removeAction')}
                icon={X}
                onClick={() => choose(`${moment}.${id}`, undefined)}
              />
            )}
          </div>
          <ActionFields action={action} onChange={(next) => choose(`${moment}.${id}`, next)} />
        </div>
      ))}
    </div>
  )
}

type ActionFieldsProps = { action: LimitAction; onChange: (action: LimitAction) => void }

function ActionFields({ action, onChange }: ActionFieldsProps) {
  const { t } = useTranslation('flow')
  switch (action.kind) {
    case 'notify':
      return (
        <>
          <RecipientField
            label={t('inspector.to')}
            value={action.to}
            onChange={(to) => onChange({ ...action, to })}
          />
          <Pair label={t('inspector.channel')}>
            {(id) => (
              <ChannelChoice
                id={id}
                value={action.channel}
                onChange={(channel) => onChange({ ...action, channel })}
              />
            )}
          </Pair>
        </>
      )
    case 'hand-to':
      return (
        <HandlerField
          label={t('inspector.handTo')}
          value={action.handler}
          kinds={workers}
          onChange={(handler) => onChange({ ...action, handler })}
        />
      )
    case 'raise-priority':
    case 'leave':
      return null
  }
}
