import type { DueMessage, MessageOutcome } from '#db/message-outbox.ts'
import type { Channel } from '#domain/flow-graph/people.ts'
import type { Instant } from '#domain/instant.ts'
import { startOutbox, type Outbox } from './outbox.ts'

/** What a channel says of a message. `later`: it may be taken another time. */
export type ChannelAnswer = { ok: true } | { ok: false; later: boolean; error: string }

export type MessageChannel = {
  /** Where it goes; undefined when that is not known of this recipient. */
  addressOf: (message: DueMessage) => string | undefined
  send: (message: DueMessage, address: string) => Promise<ChannelAnswer>
}

export type MessageSenderPorts = {
  claimDue: (most: number) => Promise<readonly DueMessage[]>
  /** Those that this installation has. */
  channels: ReadonlyMap<Channel, MessageChannel>
  saveOutcome: (message: DueMessage, outcome: MessageOutcome) => Promise<void>
  /** Somebody may have something new to read. */
  onReaders: () => void
  retryDelayMs: (attempts: number) => number
  now: () => Instant
  log: { error: (details: { err: unknown }, text: string) => void }
}

const mostUnderWay = 8
const mostAttempts = 6

/** Sends the messages of running flows, each by its channel. What cannot be sent says so, and is read in the application. */
export function startMessageSender(ports: MessageSenderPorts): Outbox {
  const { claimDue, channels, saveOutcome, onReaders, retryDelayMs, now, log } = ports

  const send = async (message: DueMessage): Promise<MessageOutcome> => {
    const channel = channels.get(message.channel)
    if (!channel) return { state: 'not-sent', at: now(), reason: 'no-channel', error: null }
    const address = channel.addressOf(message)
    if (address === undefined) return { state: 'not-sent', at: now(), reason: 'no-address', error: null }
    const answer = await channel.send(message, address)
    if (answer.ok) return { state: 'sent', at: now() }
    const { later, error } = answer
    return later && message.attempts < mostAttempts
      ? { state: 'waiting', nextAt: now() + retryDelayMs(message.attempts), error }
      : { state: 'not-sent', at: now(), reason: 'refused', error }
  }

  const handle = async (message: DueMessage) => {
    const outcome = await send(message)
    await saveOutcome(message, outcome)
    if (outcome.state === 'not-sent') onReaders()
  }

  return startOutbox({
    claim: claimDue,
    handle,
    most: mostUnderWay,
    failing: 'messages cannot be sent',
    log,
  })
}
