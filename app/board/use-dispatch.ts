import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandAnswer } from '#contract/command.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { TellStep } from '../ticket/step-act.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { showToast } from '../ui/toast.tsx'
import { gestureToCommand, type Gesture, type ItemRefusal, type Question } from './gesture-to-command.ts'
import { findAssignObstacle } from './gesture-obstacle.ts'
import { handOver, type OutgoingCommand } from './outgoing.ts'
import { isStepUndoable, takeBack, type Undoable } from './take-back.ts'
import { planUndo } from './undo.ts'
import { createUndoStack } from './undo-stack.ts'
import { whenSettled } from './undo-drawn.ts'
import { useGestureText } from './use-gesture-text.ts'
import { createVersionTrail } from './version-trail.ts'

export type BulkResult = { done: number; refusals: readonly ItemRefusal[] }

/**
 * The hand's way to the server: a gesture becomes commands, a question or refusals; every answer is told, every change
 * of my own can be taken back.
 */
export function useDispatch(client: BoardClient | null, state: BoardClientState) {
  const { t, i18n } = useTranslation('board')
  const describe = useGestureText()
  const [question, setQuestion] = useState<Question | null>(null)
  const [ownRefusals, setOwnRefusals] = useState<ReadonlyMap<string, Rejection>>(new Map())
  const [bulkResult, setBulkResult] = useState<BulkResult | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const [undos] = useState(createUndoStack)
  const [trail] = useState(createVersionTrail)
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  }, [state])

  const refuse = useCallback(
    (refusals: readonly ItemRefusal[]) => {
      if (refusals.length === 0) return
      setOwnRefusals(
        (current) => new Map([...current, ...refusals.map((one) => [one.ticketId, one.rejection] as const)]),
      )
      const sentences = [...new Set(refusals.map(({ rejection }) => rejectionSentence(i18n, rejection)))]
      setAnnouncement(sentences.join(' '))
      const unseen = refusals.find(
        ({ ticketId }) => !document.querySelector(`[data-ticket-id="${ticketId}"]`),
      )
      // The sentence stands under the card; without a card on the screen it would be silent.
      if (unseen) showToast({ tone: 'bad', text: rejectionSentence(i18n, unseen.rejection) })
    },
    [i18n],
  )

  const forgetRefusals = useCallback(
    (ticketIds: readonly string[]) => {
      setOwnRefusals((current) => {
        if (!ticketIds.some((id) => current.has(id))) return current
        const next = new Map(current)
        for (const id of ticketIds) next.delete(id)
        return next
      })
      for (const refused of latest.current.refused)
        if (ticketsOf(refused.message).some((id) => ticketIds.includes(id)))
          client?.dismissRefusal(refused.commandId)
    },
    [client],
  )

  /** To whom? Unless the answer does not matter, because nobody can be given any of them. */
  const askEngineer = useCallback(
    (ticketIds: readonly string[]) => {
      const tickets = findTickets(latest.current.shown, ticketIds)
      const rejection = findAssignObstacle(tickets, latest.current)
      if (rejection) refuse(tickets.map(({ id }) => ({ ticketId: id, rejection })))
      else setQuestion({ kind: 'engineer', ticketIds })
    },
    [refuse],
  )

  const undo = useCallback(() => {
    if (!client) return
    void undos
      .undo((undoable) => takeBack(client, trail, undoable))
      .then((end) => {
        if (!end) return
        const { undoable, refusals } = end
        refuse(refusals)
        if (refusals.length === 0) showToast({ tone: 'info', text: t('undo.done', { text: undoable.text }) })
      })
  }, [client, trail, undos, refuse, t])

  const perform = useCallback(
    (gesture: Gesture, ticketIds: readonly string[]) => {
      if (!client) return
      const { shown, flows } = client.getState()
      const tickets = ticketIds.flatMap((id) => shown.get(id) ?? [])
      const outcome = gestureToCommand(gesture, tickets, flows)
      forgetRefusals(ticketIds)
      setQuestion(outcome.question)
      refuse(outcome.refusals)
      if (outcome.commands.length === 0) return

      const answers = outcome.commands.map((command) => handOver(command, client.send))
      const after = client.getState()
      const changed = tickets.filter((before) => after.shown.get(before.id) !== before)
      const drawn = changed
        .filter(({ flow }) => flow !== null)
        .map((before) => ({ before, settled: whenSettled(client, before.id) }))
      const plain = changed.flatMap((before) => {
        const guess = after.shown.get(before.id)
        const isBack = guess && before.flow === null && planUndo(flowOf(flows, before), before, guess)
        return isBack ? [{ before, after: guess }] : []
      })
      const settled = Promise.all(answers)
      const text = describe(gesture, changed, after)
      const undoable: Undoable | null =
        plain.length > 0 || drawn.length > 0 ? { plain, drawn, settled, text } : null
      if (undoable) undos.push(undoable)
      const offer = undoable ? { action: { label: t('undo.action'), hotkey: 'Z', onAction: undo } } : {}
      const live = after.connection.state === 'live'
      // Without a connection the answer may take long: what counts is that the change is kept until it can be sent.
      if (!live && changed.length > 0)
        showToast({ tone: 'info', text: t('toast.waiting', { text }), ...offer })
      void settled.then((given) => {
        const refusals = collectRefusals(outcome.commands, given)
        refuse(refusals)
        const done = changed.filter(({ id }) => !refusals.some(({ ticketId }) => ticketId === id))
        if (done.length === 0 && undoable) undos.drop(undoable)
        const allRefusals = [...outcome.refusals, ...refusals]
        if (ticketIds.length > 1 && allRefusals.length > 0) {
          const result = { done: done.length, refusals: allRefusals }
          showToast({
            tone: 'info',
            text: t('toast.partly', {
              done: result.done,
              all: ticketIds.length,
              refused: allRefusals.length,
            }),
            action: { label: t('toast.view'), onAction: () => setBulkResult(result) },
          })
        } else if (live && done.length > 0) {
          setAnnouncement(text)
          showToast({ tone: 'done', text, ...offer })
        }
      })
    },
    [client, describe, forgetRefusals, refuse, t, undo, undos],
  )

  /** A step of a drawn flow that was just sent, from wherever: told when it is done, and offered back where there is a way. */
  const tellStep = useCallback<TellStep>(
    async (ticketId, text, answer) => {
      const before = client?.getState().confirmed.get(ticketId)
      if (!client || !before) return
      const change = { before, settled: whenSettled(client, ticketId) }
      const undoable: Undoable = { plain: [], drawn: [change], settled: answer, text }
      // From now on it is the latest: the key must not take back the change before it meanwhile.
      undos.push(undoable)
      const { ok } = await answer
      const isBack = ok && (await isStepUndoable(client, change))
      if (!isBack) undos.drop(undoable)
      if (!ok) return
      setAnnouncement(text)
      const offer = isBack ? { action: { label: t('undo.action'), hotkey: 'Z', onAction: undo } } : {}
      showToast({ tone: 'done', text, ...offer })
    },
    [client, t, undo, undos],
  )

  /** One sentence per ticket: what was refused here, then what the client says of commands sent from elsewhere. */
  const refusals = useMemo(() => {
    const sentences = new Map<string, string>()
    for (const { message, rejection } of state.refused)
      for (const id of ticketsOf(message)) sentences.set(id, rejectionSentence(i18n, rejection))
    for (const [id, rejection] of ownRefusals) sentences.set(id, rejectionSentence(i18n, rejection))
    return sentences
  }, [state.refused, ownRefusals, i18n])

  return {
    perform,
    tellStep,
    undo,
    question,
    setQuestion,
    askEngineer,
    refusals,
    forgetRefusals,
    bulkResult,
    setBulkResult,
    announcement,
  }
}

function collectRefusals(
  commands: readonly OutgoingCommand[],
  answers: readonly CommandAnswer[],
): ItemRefusal[] {
  return commands.flatMap((command, index) => {
    const answer = answers[index]
    if (!answer) return []
    if (!answer.ok) return ticketsOf(command).map((ticketId) => ({ ticketId, rejection: answer.rejection }))
    return (answer.items ?? []).flatMap((item) => (item.ok ? [] : [item]))
  })
}

function ticketsOf({ input }: { input: object }): readonly string[] {
  if ('items' in input)
    return (input.items as readonly { ticketId: string }[]).map(({ ticketId }) => ticketId)
  return 'ticketId' in input && typeof input.ticketId === 'string' ? [input.ticketId] : []
}

export const findTickets = (shown: ReadonlyMap<string, Ticket>, ids: Iterable<string>): Ticket[] =>
  [...ids].flatMap((id) => shown.get(id) ?? [])
