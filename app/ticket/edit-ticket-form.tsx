import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { fieldNames } from './event-sentence.ts'
import { problemText, type FormProblems } from './form-problem.ts'
import { PlaceField } from './place-field.tsx'
import { RefusalLine } from './refusal-line.tsx'
import { heldSkills, SkillsField } from './skills-field.tsx'
import { changesOf, contentOf, differingFields, rebaseForm, type ContentForm } from './ticket-form.ts'
import { useFormKeys } from './use-form-keys.ts'
import { usePlacePicking, type PlaceSource } from './use-place-picking.ts'
import { useSend } from './use-send.ts'

type EditTicketFormProps = {
  ticket: Ticket
  client: BoardClient
  state: BoardClientState
  placeSource: PlaceSource
  onDone: () => void
}

/**
 * Edits the ticket as it stood when the form was opened. A change by somebody else in between is told, and is taken over
 * when the person says so; a save before that is refused by the version, and nothing typed is lost.
 */
export function EditTicketForm({ ticket, client, state, placeSource, onDone }: EditTicketFormProps) {
  const { t, i18n } = useTranslation('ticket')
  const { timeZone } = state.board
  const element = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const [base, setBase] = useState(ticket)
  const [form, setForm] = useState(() => contentOf(ticket, timeZone))
  const [problems, setProblems] = useState<FormProblems>({})
  const { send, refusal, dismiss } = useSend(client)
  const set = (changes: Partial<ContentForm>) => setForm({ ...form, ...changes })
  const { picking, pick } = usePlacePicking(placeSource, (place) => set({ place }))
  const error = (field: keyof FormProblems) => problemText(i18n, problems[field])

  const save = async () => {
    const changes = changesOf(form, base, timeZone)
    setProblems(changes.ok ? {} : changes.problems)
    if (!changes.ok) return
    if (Object.keys(changes.value).length === 0) {
      onDone()
      return
    }
    // The guess is on the screen at once and a refusal by the local rules comes at once; only the server takes time.
    const answer = await send('editTicket', {
      ticketId: base.id,
      expectedVersion: base.version,
      changes: changes.value,
    })
    if (answer.ok) onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  useFormKeys(element, picking ? () => pick(false) : onDone)

  const isMine = state.pending.some(({ ticketIds }) => ticketIds.includes(ticket.id))
  const theirFields = fieldNames(i18n, differingFields(base, ticket))
  return (
    <form
      ref={element}
      className="ticket-form"
      aria-label={t('editForm.label')}
      data-picking={picking || undefined}
      onSubmit={submit}
      noValidate
    >
      {ticket.version !== base.version && !isMine ? (
        <Banner
          tone="info"
          action={
            <Button
              className="small"
              onClick={() => {
                setForm(rebaseForm(form, base, ticket, timeZone))
                setBase(ticket)
                dismiss()
              }}
            >
              {t('editForm.continue')}
            </Button>
          }
        >
          {theirFields === ''
            ? t('editForm.changedSomething', { name: ticket.changedBy })
            : t('editForm.changedMeanwhile', { name: ticket.changedBy, fields: theirFields })}
        </Banner>
      ) : null}
      <Field label={t('create.what')} required error={error('title')}>
        <TextInput value={form.title} ref={first} onChange={({ target }) => set({ title: target.value })} />
      </Field>
      <Field label={t('create.address')} error={error('address')}>
        <TextInput value={form.address} onChange={({ target }) => set({ address: target.value })} />
      </Field>
      <PlaceField
        place={form.place}
        picking={picking}
        error={error('place')}
        onPlace={(place) => set({ place })}
        onPicking={pick}
      />
      <SkillsField
        value={form.requiredSkills}
        known={heldSkills(state.engineers.values())}
        error={error('requiredSkills')}
        onChange={(requiredSkills) => set({ requiredSkills })}
      />
      <div className="form-pair">
        <Field label={t('create.windowFrom')} error={error('windowFrom')}>
          <TextInput
            type="datetime-local"
            value={form.windowFrom}
            onChange={({ target }) => set({ windowFrom: target.value })}
          />
        </Field>
        <Field label={t('create.windowTo')} error={error('windowTo')}>
          <TextInput
            type="datetime-local"
            value={form.windowTo}
            onChange={({ target }) => set({ windowTo: target.value })}
          />
        </Field>
      </div>
      <Field label={t('create.due')} required error={error('dueAt')}>
        <TextInput
          type="datetime-local"
          value={form.dueAt}
          onChange={({ target }) => set({ dueAt: target.value })}
        />
      </Field>
      <Field label={t('description')} error={error('description')}>
        <TextArea
          rows={4}
          value={form.description}
          onChange={({ target }) => set({ description: target.value })}
        />
      </Field>
      <RefusalLine rejection={refusal} onDismiss={dismiss} />
      <div className="form-actions">
        <Button onClick={onDone}>{t('editForm.cancel')}</Button>
        <Button look="primary" type="submit">
          {t('editForm.save')}
        </Button>
      </div>
    </form>
  )
}
