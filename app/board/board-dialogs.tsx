import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { Question } from './gesture-to-command.ts'
import type { BulkResult } from './use-dispatch.ts'

type TransitionDialogProps = {
  question: Extract<Question, { kind: 'transition' }>
  onChoose: (nodeId: string) => void
  onClose: () => void
}

/** The flow has several ways into the column: which one? */
export function TransitionDialog({ question, onChoose, onClose }: TransitionDialogProps) {
  const { t } = useTranslation(['board', 'terms', 'controls'])
  const locale = useLocale()
  const [chosen, setChosen] = useState(question.options[0]?.nodeId ?? '')
  const stage = t(`terms:stage.${question.stage}`)
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('board:transition.title', { stage })}
      description={t('board:transition.text', { stage, count: question.options.length })}
      actions={
        <>
          <Button onClick={onClose}>{t('controls:cancel')}</Button>
          <Button look="primary" onClick={() => onChoose(chosen)}>
            {t('board:transition.move')}
          </Button>
        </>
      }
    >
      <div className="options" role="radiogroup" aria-label={stage}>
        {question.options.map(({ nodeId, name }) => (
          <label key={nodeId} className="option">
            <input
              type="radio"
              name="transition"
              value={nodeId}
              checked={chosen === nodeId}
              onChange={() => setChosen(nodeId)}
            />
            {name[locale]}
          </label>
        ))}
      </div>
    </Dialog>
  )
}

type ReasonDialogProps = { subject: string; onCancelTickets: (reason: string) => void; onClose: () => void }

/** A ticket that will not be done says why. */
export function ReasonDialog({ subject, onCancelTickets, onClose }: ReasonDialogProps) {
  const { t } = useTranslation(['board', 'controls'])
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const missing = reason.trim() === ''
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('board:reason.title', { subject })}
      actions={
        <>
          <Button onClick={onClose}>{t('board:reason.keep')}</Button>
          <Button
            look="danger"
            onClick={() => {
              setAsked(true)
              if (!missing) onCancelTickets(reason.trim())
            }}
          >
            {t('board:reason.cancel')}
          </Button>
        </>
      }
    >
      <Field
        label={t('board:reason.label')}
        required
        error={asked && missing ? t('board:reason.missing') : undefined}
      >
        <TextArea
          maxLength={300}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Field>
    </Dialog>
  )
}

type BulkResultDialogProps = {
  result: BulkResult
  tickets: ReadonlyMap<string, Ticket>
  onClose: () => void
}

/** What a command for many has done, one by one. */
export function BulkResultDialog({ result, tickets, onClose }: BulkResultDialogProps) {
  const { t, i18n } = useTranslation('board')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('result.title', { done: result.done, refused: result.refusals.length })}
    >
      <ul className="results">
        {result.refusals.map(({ ticketId, rejection }) => {
          const ticket = tickets.get(ticketId)
          return (
            <li key={ticketId}>
              <b className="num">{ticket?.number}</b>
              <span>{ticket?.title}</span>
              <p>{rejectionSentence(i18n, rejection)}</p>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

/** Keys in the order in which the help shows them, each with the name of its sentence. */
const helpRows = [
  ['←↑→↓', 'arrows'],
  ['Enter', 'open'],
  ['Space', 'select'],
  ['A', 'assign'],
  ['Y', 'accept'],
  ['U', 'unassign'],
  ['P', 'pin'],
  ['M', 'move'],
  ['S', 'steps'],
  ['N', 'create'],
  ['Z', 'undo'],
  ['F', 'filter'],
  ['V', 'views'],
  ['E', 'engineers'],
  ['/', 'palette'],
  ['Shift F10', 'menu'],
  ['1 2 3', 'layout'],
  ['Esc', 'escape'],
] as const

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('board')
  return (
    <Dialog open onClose={onClose} title={t('help.title')} description={t('help.text')}>
      <dl className="shortcuts">
        {helpRows.map(([keys, name]) => (
          <div key={name}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{t(`help.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
