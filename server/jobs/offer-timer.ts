import type { CommandAnswer } from '#contract/command.ts'
import type { DueOffer } from '#db/offer.ts'
import type { Actor } from '#domain/actor.ts'
import { engineOf } from '#domain/dispatch-engine.ts'

export type OfferTimerPorts = {
  /** Those whose time is up, each for one node only. */
  takeDue: () => Promise<readonly DueOffer[]>
  runCommand: (actor: Actor, raw: unknown) => Promise<CommandAnswer>
  newId: () => string
  log: { error: (details: { err: unknown }, text: string) => void }
}

/** Nobody minds half a second in a minute; the screens count down by themselves. */
const pollMs = 500

/** Ends offers whose time is up. What is due stands in the database, so that a restart forgets none. */
export function startOfferTimer({ takeDue, runCommand, newId, log }: OfferTimerPorts): {
  close: () => Promise<void>
} {
  let isFailing = false
  let running: Promise<void> | undefined

  const pass = async () => {
    try {
      for (const { id: offerId, boardId, ticketId } of await takeDue()) {
        const input = { commandId: newId(), boardId, ticketId, offerId }
        // Refused when somebody was faster: then there is nothing left to end.
        await runCommand(engineOf(boardId), { name: 'expireOffer', input })
      }
      isFailing = false
    } catch (err) {
      if (!isFailing) log.error({ err }, 'offers cannot be ended')
      isFailing = true
    }
  }

  const timer = setInterval(() => {
    running ??= pass().finally(() => {
      running = undefined
    })
  }, pollMs)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
