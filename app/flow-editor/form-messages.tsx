import { useTranslation } from 'react-i18next'
import type { HumanNode } from '#domain/flow-graph/node-config.ts'
import { useLocale } from '../i18n/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { X } from '../ui/icons.ts'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Pair, Section, useForm, useSection } from './form-context.tsx'
import { ChannelChoice } from './form-fields.tsx'
import { newPartId } from './new-part-id.ts'
import { nameIn, withName } from './node-text.ts'
import { RecipientField } from './people-fields.tsx'

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
