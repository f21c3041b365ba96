import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { CommandAnswer } from '#contract/command.ts'
import type { StandingPlace } from '#domain/decide/describe-stand.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { newId } from '../board/new-id.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { RefusalLine } from './refusal-line.tsx'
import type { StepAct } from './step-act.ts'
import { HandlerChoice } from './handler-choice.tsx'

type StepDialogProps = {
  /** The ticket at the version for which all this is drawn. */
  target: { ticketId: string; expectedVersion: number }
  /** Of the ticket. */
  number: string
  place: StandingPlace
  /** The ticket does not stand there any more. */
  isGone: boolean
  /** What is drawn is being read again. */
  isBehind: boolean
  act: Exclude<StepAct['kind'], 'fill'>
  office: TicketDetails['office']
  engineers: BoardClientState['engineers']
  send: BoardClient['send']
  /** `way`: what was done, in a word. */
  onGiven: (way: string, answer: Promise<CommandAnswer>) => void
  onClose: () => void
}

/** Back to where, to whom, or why not at all. */
export function StepDialog({
  place,
  act,
  office,
  engineers,
  send,
  onGiven,
  onClose,
  ...shown
}: StepDialogProps) {
  const { t } = useTranslation(['ticket', 'controls'])
  const locale = useLocale()
  const [toNodeId, setToNodeId] = useState(place.back.at(-1)?.nodeId ?? '')
  const [handlerId, setHandlerId] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const node = place.name[locale]
  const written = text.trim()
  const isLacking =
    act === 'close' ? written === '' : act === 'transfer' ? handlerId === null : toNodeId === ''
  // Until one's own step is answered, it is that which has moved the ticket.
  const isTooLate = shown.isGone && !isSending
  const step = { ...shown.target, tokenId: place.tokenId }
  const noted = { ...step, ...(written !== '' && { note: { noteId: newId(), text: written } }) }

  const give = (): Promise<CommandAnswer> => {
    switch (act) {
      case 'return':
        return send('returnStep', { ...noted, toNodeId })
      case 'transfer':
        return send('transferStep', { ...noted, handlerId: handlerId ?? '' })
      case 'close':
        return send('closeStep', { ...step, reason: written })
    }
  }
  const confirm = () => {
    setAsked(true)
    if (isLacking) return
    setSending(true)
    const given = give()
    onGiven(t(`ticket:flow.${act}Dialog.action`), given)
    void given.then((answer) => {
      setSending(false)
      if (answer.ok) onClose()
      else setRefusal(answer.rejection)
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t(`ticket:flow.${act}Dialog.title`, { node, number: shown.number })}
      {...(act === 'close' && { description: t('ticket:flow.closeDialog.text', { node }) })}
      actions={
        <>
          <Button onClick={onClose}>{t('controls:cancel')}</Button>
          <Button
            look={act === 'close' ? 'danger' : 'primary'}
            busy={isSending || shown.isBehind}
            disabled={isTooLate}
            onClick={confirm}
          >
            {t(`ticket:flow.${act}Dialog.action`)}
          </Button>
        </>
      }
    >
      <div className="step-dialog">
        {isTooLate ? <Banner tone="bad">{t('ticket:flow.gone', { node })}</Banner> : null}
        <RefusalLine rejection={refusal} onDismiss={() => setRefusal(null)} />
        {act === 'return' ? (
          <div className="options" role="radiogroup" aria-label={t('ticket:flow.returnDialog.to')}>
            {place.back.map(({ nodeId, name }) => (
              <label key={nodeId} className="option">
                <input
                  type="radio"
                  name="return-to"
                  value={nodeId}
                  checked={toNodeId === nodeId}
                  onChange={() => setToNodeId(nodeId)}
                />
                {name[locale]}
              </label>
            ))}
          </div>
        ) : null}
        {act === 'transfer' ? (
          <HandlerChoice
            {...{ office, engineers }}
            currentId={place.waitsFor?.kind === 'handler' ? place.waitsFor.id : null}
            chosenId={handlerId}
            error={isAsked && isLacking ? t('ticket:flow.transferDialog.missing') : undefined}
            onChoose={setHandlerId}
          />
        ) : null}
        <Field
          label={t(act === 'close' ? 'ticket:flow.closeDialog.reason' : 'ticket:flow.why')}
          required={act === 'close'}
          error={act === 'close' && isAsked && isLacking ? t('ticket:flow.closeDialog.missing') : undefined}
        >
          <TextArea
            rows={2}
            maxLength={act === 'close' ? 300 : 2000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
      </div>
    </Dialog>
  )
}
