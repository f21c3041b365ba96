import type { Duplex } from 'node:stream'
import { WebSocket, type RawData } from 'ws'
import { flowCloseCodes, personColours, type FlowPerson } from '#contract/flow-document.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Principal } from '../principal.ts'
import { createAllowance } from './allowance.ts'
import { binaryFrame } from './binary-frame.ts'
import { readMessage, savedMessage, versionMessage, welcomeMessage, type ClientMessage } from './message.ts'
import type { Room, Taken, Visitor } from './room.ts'

/** What one connection may send in a second; twice as much at once. */
const perSecond = { messages: 200, bytes: 2 ** 20 }
/** Who has this much unread is not coming back by waiting. */
const mostBufferedBytes = 4 * 2 ** 20

const codeOf: Readonly<Record<Exclude<Taken, 'taken' | 'gap'>, number>> = {
  malformed: flowCloseCodes.badMessage,
  'too-large': flowCloseCodes.tooLarge,
  'slow-down': flowCloseCodes.slowDown,
}

export type ServedVisitor = Visitor & { ping: () => void }

/** Everything that one connection may say, and what is said to it first. */
export function serveVisitor(
  socket: WebSocket,
  /** The connection that carries the WebSocket. */
  below: Duplex,
  room: Room,
  { principal, readOnly }: { principal: Principal; readOnly: boolean },
  now: () => Instant,
): ServedVisitor {
  let answersPings = true
  const mayBeSent = () => {
    if (socket.bufferedAmount > mostBufferedBytes) socket.terminate()
    return socket.readyState === WebSocket.OPEN
  }
  const visitor: ServedVisitor = {
    person: personOf(principal.actor),
    readOnly,
    send: (message) => {
      visitor.sendFrame(binaryFrame(message))
    },
    // ws writes each of its own frames at once as long as none is compressed, so one of ours never falls into another.
    sendFrame: (frame) => {
      if (mayBeSent()) below.write(frame)
    },
    close: (code) => {
      socket.close(code)
    },
    ping: () => {
      if (!answersPings) socket.terminate()
      answersPings = false
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
  }
  const messages = createAllowance(perSecond.messages, now)
  const bytes = createAllowance(perSecond.bytes, now)
  /** The changes of this connection: how many have come, and the first that could not be taken, if one is still missing. */
  let received = 0
  let missing: number | undefined

  const takeChange = ({ update, isWhole }: ClientMessage & { kind: 'change' }) => {
    if (readOnly) {
      visitor.close(flowCloseCodes.notAllowed)
      return
    }
    received += 1
    const number = received
    const taken = room.take(visitor, update, () => {
      visitor.send(savedMessage(missing === undefined ? number : Math.min(number, missing - 1)))
    })
    if (taken === 'taken') {
      if (isWhole) missing = undefined
    } else if (taken === 'gap' && !isWhole) {
      missing ??= number
      visitor.send(room.have())
    } else visitor.close(codeOf[taken === 'gap' ? 'malformed' : taken])
  }

  const answer = (message: ClientMessage) => {
    switch (message.kind) {
      case 'have':
        visitor.send(room.restFor(message.stateVector))
        break
      case 'change':
        takeChange(message)
        break
      case 'presence':
        if (!message.states.every((state) => room.presence.set(visitor, state)))
          visitor.close(flowCloseCodes.badMessage)
        break
      case 'who-is-there':
        sendEverybody()
        break
    }
  }

  const sendEverybody = () => {
    const everybody = room.presence.everybody()
    if (everybody) visitor.send(everybody)
  }

  const onMessage = (data: RawData, isBinary: boolean) => {
    // What is still on its way when a connection is being closed counts no more.
    if (socket.readyState !== WebSocket.OPEN) return
    if (now() >= principal.expiresAt) visitor.close(flowCloseCodes.sessionExpired)
    else if (!isBinary || !(data instanceof Buffer)) visitor.close(flowCloseCodes.badMessage)
    else if (!messages.take(1) || !bytes.take(data.length)) visitor.close(flowCloseCodes.slowDown)
    else
      try {
        answer(readMessage(data))
      } catch {
        visitor.close(flowCloseCodes.badMessage)
      }
  }

  socket.on('message', onMessage)
  socket.on('pong', () => {
    answersPings = true
  })
  // A frame against the protocol, or one that is too long: ws has closed the connection itself.
  socket.on('error', () => undefined)
  room.join(visitor)
  visitor.send(welcomeMessage({ me: visitor.person, readOnly, serverNow: now() }))
  visitor.send(versionMessage(room.version()))
  // Who may not write is not asked for what they have.
  if (!readOnly) visitor.send(room.have())
  sendEverybody()
  return visitor
}

function personOf({ id, name }: Actor): FlowPerson {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0
  return { id, name, colour: sum % personColours }
}
