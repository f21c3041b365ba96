import { X } from '#app/ui/icons.ts'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { defaultDueAt } from '#domain/sla/due.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import { useClock } from '../board/board-clock.tsx'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { showToast } from '../ui/toast.tsx'
import { problemText, type FormProblems } from './form-problem.ts'
import { PlaceField } from './place-field.tsx'
import { RefusalLine } from './refusal-line.tsx'
import { heldSkills, SkillsField } from './skills-field.tsx'
import './ticket.css'
import { emptyForm, newTicketOf, type NewTicketForm } from './ticket-form.ts'
import { useEscape } from './use-escape.ts'
import { useFormKeys } from './use-form-keys.ts'
import { usePlacePicking, type PlaceSource } from './use-place-picking.ts'
import { useSend } from './use-send.ts'

export type CreateTicketDialogProps = {
  client: BoardClient
  state: BoardClientState
  open: boolean
  onClose: () => void
  placeSource: PlaceSource
  /** The new ticket is on the board, as a guess at least. */
  onCreated: (ticketId: string) => void
}

/**
 * A panel over the cards, so that the map stays free for picking the place. The draft lives as long as the board does:
 * the panel can be put away and opened again.
 */
export function CreateTicketDialog(props: CreateTicketDialogProps) {
  const { open, onClose, placeSource } = props
  const [form, setForm] = useState<NewTicketForm>(emptyForm)
  const { picking, pick } = usePlacePicking(placeSource, (place) => setForm({ ...form, place }))
  if (!open) return null
  return (
    <CreatePanel
      {...props}
      form={form}
      onForm={setForm}
      picking={picking}
      onPicking={pick}
      onClose={() => {
        pick(false)
        onClose()
      }}
    />
  )
}

type CreatePanelProps = Omit<CreateTicketDialogProps, 'open' | 'placeSource'> & {
  form: NewTicketForm
  onForm: (form: NewTicketForm) => void
  picking: boolean
  onPicking: (picking: boolean) => void
}

function CreatePanel(props: CreatePanelProps) {
  const { client, state, form, onForm, picking, onPicking, onClose, onCreated } = props
  const { t, i18n } = useTranslation('ticket')
  const [problems, setProblems] = useState<FormProblems>({})
  const element = useRef<HTMLFormElement>(null)
  const titleId = useId()
  const { send, refusal, dismiss } = useSend(client)
  const set = (changes: Partial<NewTicketForm>) => onForm({ ...form, ...changes })
  const error = (field: keyof FormProblems) => problemText(i18n, problems[field])
  const text = (
    field:
      | 'title'
      | 'description'
      | 'address'
      | 'customerName'
      | 'customerPhone'
      | 'windowFrom'
      | 'windowTo'
      | 'dueAt',
  ) => ({
    value: form[field],
    onChange: ({ target }: { target: { value: string } }) => set({ [field]: target.value }),
  })
  useFormKeys(element, onClose)
  // The focus may be on the board, which stays usable beside the panel.
  useEscape(onClose)
  useEffect(() => element.current?.querySelector('input')?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const ticketId = crypto.randomUUID()
    const created = newTicketOf(form, ticketId, state.board)
    setProblems(created.ok ? {} : created.problems)
    if (!created.ok) return
    const answer = send('createTicket', created.value)
    // What my own board refuses is answered in the same frame; the rest of the answer may take as long as the cut.
    const isOnBoard = client.getState().shown.has(ticketId)
    if (isOnBoard) {
      onForm(emptyForm)
      onCreated(ticketId)
      onClose()
      const isLive = state.connection.state === 'live'
      showToast({ text: isLive ? t('create.created') : t('create.waiting'), tone: isLive ? 'done' : 'info' })
    }
    const { ok } = await answer
    // The server has said no to what was on the board already: nothing that was typed may be lost.
    if (!ok && isOnBoard) onForm(form)
  }
  return (
    <form
      ref={element}
      className="create-panel"
      aria-labelledby={titleId}
      data-picking={picking || undefined}
      onSubmit={(event) => void submit(event)}
      noValidate
    >
      <header>
        <h2 id={titleId}>{picking ? t('create.picking') : t('create.title')}</h2>
        {picking ? (
          <Button onClick={() => onPicking(false)}>{t('create.stopPicking')}</Button>
        ) : (
          <IconButton label={t('create.close')} icon={X} hotkey="Esc" onClick={onClose} />
        )}
      </header>
      <div className="create-body">
        <Field label={t('create.what')} required error={error('title')}>
          <TextInput placeholder={t('create.whatPlaceholder')} {...text('title')} />
        </Field>
        <PriorityChoice value={form.priority} onChange={(priority) => set({ priority })} />
        <div className="form-pair">
          <Field label={t('create.customerName')} error={error('customerName')}>
            <TextInput autoComplete="off" {...text('customerName')} />
          </Field>
          <Field label={t('create.customerPhone')} error={error('customerPhone')}>
            <TextInput type="tel" autoComplete="off" {...text('customerPhone')} />
          </Field>
        </div>
        <Field label={t('create.address')} error={error('address')}>
          <TextInput autoComplete="off" {...text('address')} />
        </Field>
        <PlaceField
          place={form.place}
          picking={picking}
          error={error('place')}
          onPlace={(place) => set({ place })}
          onPicking={onPicking}
        />
        <SkillsField
          value={form.requiredSkills}
          known={heldSkills(state.engineers.values())}
          error={error('requiredSkills')}
          onChange={(requiredSkills) => set({ requiredSkills })}
        />
        <div className="form-pair">
          <Field label={t('create.windowFrom')} error={error('windowFrom')}>
            <TextInput type="datetime-local" {...text('windowFrom')} />
          </Field>
          <Field label={t('create.windowTo')} error={error('windowTo')}>
            <TextInput type="datetime-local" {...text('windowTo')} />
          </Field>
        </div>
        <Field
          label={t('create.due')}
          error={error('dueAt')}
          hint={<DefaultDue priority={form.priority} timeZone={state.board.timeZone} />}
        >
          <TextInput type="datetime-local" {...text('dueAt')} />
        </Field>
        <Field label={t('description')} error={error('description')}>
          <TextArea {...text('description')} />
        </Field>
        <RefusalLine rejection={refusal} onDismiss={dismiss} />
      </div>
      <footer>
        <Button look="bare" onClick={() => onForm(emptyForm)}>
          {t('create.clear')}
        </Button>
        <span className="grow" />
        <Button look="primary" type="submit">
          {t('create.submit')}
        </Button>
      </footer>
    </form>
  )
}

const priorities = ['1', '2', '3', '4'] as const

function PriorityChoice({ value, onChange }: { value: Priority; onChange: (priority: Priority) => void }) {
  const { t } = useTranslation(['ticket', 'board'])
  return (
    <div className="field">
      <span className="field-label">{t('priorityLabel')}</span>
      <Segmented
        label={t('priorityLabel')}
        value={`${value}`}
        options={priorities.map((one) => ({ value: one, label: t(`board:priority.p${one}`) }))}
        onChange={(next) => onChange(Number(next) as Priority)}
      />
    </div>
  )
}

function DefaultDue({ priority, timeZone }: { priority: Priority; timeZone: string }) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const time = useClock((now) => formatTime(locale, defaultDueAt(priority, now), timeZone, 'date-time'))
  return <span className="num">{t('create.dueDefault', { time })}</span>
}
