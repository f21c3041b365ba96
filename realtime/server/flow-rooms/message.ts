import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { flowMessages, syncMessages, type FlowWelcome } from '#contract/flow-document.ts'

/** What a client may say. */
export type ClientMessage =
  /** "This is what I have": to be answered with the rest. */
  | { kind: 'have'; stateVector: Uint8Array }
  /** `isWhole`: everything that the client has and we had not, as an answer to our own "this is what I have". */
  | { kind: 'change'; update: Uint8Array; isWhole: boolean }
  | { kind: 'presence'; states: readonly PresenceState[] }
  | { kind: 'who-is-there' }

/** `json` is `null` for somebody who has left. */
export type PresenceState = { clientId: number; clock: number; json: string }

/** @throws when the bytes are no such message */
export function readMessage(bytes: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(bytes)
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case flowMessages.sync: {
      const step = decoding.readVarUint(decoder)
      const content = decoding.readVarUint8Array(decoder)
      if (step === syncMessages.step1) return { kind: 'have', stateVector: content }
      if (step === syncMessages.step2 || step === syncMessages.update)
        return { kind: 'change', update: content, isWhole: step === syncMessages.step2 }
      throw new Error(`no such sync message: ${step}`)
    }
    case flowMessages.awareness:
      return { kind: 'presence', states: readPresence(decoding.readVarUint8Array(decoder)) }
    case flowMessages.queryAwareness:
      return { kind: 'who-is-there' }
    default:
      throw new Error(`no such message: ${type}`)
  }
}

function readPresence(bytes: Uint8Array): PresenceState[] {
  const decoder = decoding.createDecoder(bytes)
  const states: PresenceState[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1)
    states.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      json: decoding.readVarString(decoder),
    })
  return states
}

const encode = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

const sync = (step: number, content: Uint8Array) =>
  encode(flowMessages.sync, (encoder) => {
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })

export const haveMessage = (stateVector: Uint8Array) => sync(syncMessages.step1, stateVector)
export const restMessage = (update: Uint8Array) => sync(syncMessages.step2, update)
export const updateMessage = (update: Uint8Array) => sync(syncMessages.update, update)

export const presenceMessage = (states: readonly PresenceState[]) =>
  encode(flowMessages.awareness, (encoder) => {
    const content = encoding.encode((inner) => {
      encoding.writeVarUint(inner, states.length)
      for (const { clientId, clock, json } of states) {
        encoding.writeVarUint(inner, clientId)
        encoding.writeVarUint(inner, clock)
        encoding.writeVarString(inner, json)
      }
    })
    encoding.writeVarUint8Array(encoder, content)
  })

/** The first `count` changes that came over this connection are stored. */
export const savedMessage = (count: number) =>
  encode(flowMessages.saved, (encoder) => encoding.writeVarUint(encoder, count))

/** The newest version of the flow; 0 before the first. */
export const versionMessage = (number: number) =>
  encode(flowMessages.version, (encoder) => encoding.writeVarUint(encoder, number))

export const welcomeMessage = (welcome: FlowWelcome) =>
  encode(flowMessages.welcome, (encoder) => encoding.writeVarString(encoder, JSON.stringify(welcome)))
