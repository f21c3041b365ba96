import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { flowCloseCodes, flowMessages, syncMessages, type FlowWelcome } from '#contract/flow-document.ts'

/** Why a flow can no longer be edited here. */
export type FlowEnd =
  'session-expired' | 'not-allowed' | 'flow-not-found' | 'flow-too-large' | 'something-broke'

export type FlowRoomOptions = {
  doc: Y.Doc
  serverUrl: string
  flowId: string
  headers: Readonly<Record<string, string>>
  WebSocketClass: typeof WebSocket
  onSynced: () => void
  onLost: () => void
  onEnded: (reason: FlowEnd) => void
  onWelcome: (welcome: FlowWelcome) => void
  /** The number of the flow's newest version; 0 before the first. */
  onVersion: (number: number) => void
  /** Whether anything that was changed here is not yet confirmed as stored; also when that is as before. */
  onUnsaved: (unsaved: boolean) => void
}

export type FlowRoomConnection = {
  awareness: Awareness
  send: (message: number, content: Uint8Array) => void
  close: () => void
}

const messageTooBig = 1009
const endOfCode: Readonly<Record<number, FlowEnd>> = {
  [flowCloseCodes.sessionExpired]: 'session-expired',
  [flowCloseCodes.notAllowed]: 'not-allowed',
  [flowCloseCodes.notFound]: 'flow-not-found',
  [flowCloseCodes.tooLarge]: 'flow-too-large',
  [messageTooBig]: 'flow-too-large',
}
const endOfStatus: Readonly<Record<number, FlowEnd>> = {
  401: 'session-expired',
  403: 'not-allowed',
  404: 'flow-not-found',
}

/**
 * A y-websocket provider that knows which of our changes are stored. The server confirms how many of this connection's changes
 * are; a state vector could not say it, for a deletion does not show in one.
 */
export function connectFlowRoom(options: FlowRoomOptions): FlowRoomConnection {
  const { doc, serverUrl, flowId, headers, WebSocketClass } = options
  const provider = new WebsocketProvider(serverUrl.replace(/^http/, 'ws'), flowId, doc, {
    WebSocketPolyfill: WebSocketClass,
    // Tabs of one browser would else send on each other's cursors, and changes would count as ours that are not.
    disableBc: true,
    // 1009: what was changed here is more than the server takes at once; it would be as much the next time.
    shouldReconnect: ({ code }) => !(code >= 4400 && code < 4500) && code !== messageTooBig,
    connect: false,
  })
  const { awareness } = provider
  // flow-peers.ts tells of us, and of nobody else.
  awareness.off('update', provider._awarenessUpdateHandler)

  // Of this connection: changes sent, the last one of them made here, and how many are stored.
  let sent = 0
  let lastOwn = 0
  let stored = 0
  let changedOffline = false
  let opened = false
  let ended = false

  const isOpen = () => provider.wsconnected && provider.ws?.readyState === provider.ws?.OPEN
  const tell = () => options.onUnsaved(changedOffline || lastOwn > stored)
  const end = (reason: FlowEnd) => {
    if (ended) return
    ended = true
    provider.disconnect()
    options.onEnded(reason)
  }

  const countSent = (bytes: Uint8Array) => {
    if (bytes[0] !== flowMessages.sync || bytes[1] === syncMessages.step1) return
    sent += 1
    // The answer to the server's step 1 holds all that was changed while the line was cut.
    if (bytes[1] === syncMessages.update || changedOffline) lastOwn = sent
    if (bytes[1] === syncMessages.step2) changedOffline = false
    tell()
  }
  const startCounting = () => {
    const socket = provider.ws
    if (!socket) return
    changedOffline ||= lastOwn > stored
    sent = lastOwn = stored = 0
    opened = false
    const send = socket.send.bind(socket)
    socket.send = (data) => {
      // The provider sends nothing but these.
      if (data instanceof Uint8Array) countSent(data)
      send(data)
    }
  }
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || isOpen()) return
    changedOffline = true
    tell()
  }

  provider.messageHandlers[flowMessages.saved] = (_reply: unknown, decoder: decoding.Decoder) => {
    const before = changedOffline || lastOwn > stored
    stored = decoding.readVarUint(decoder)
    if (before) tell()
  }
  provider.messageHandlers[flowMessages.welcome] = (_reply: unknown, decoder: decoding.Decoder) => {
    options.onWelcome(JSON.parse(decoding.readVarString(decoder)) as FlowWelcome)
  }
  provider.messageHandlers[flowMessages.version] = (_reply: unknown, decoder: decoding.Decoder) => {
    options.onVersion(decoding.readVarUint(decoder))
  }
  /** A browser is not told why a WebSocket was refused; the same question by GET is answered. */
  const askWhy = async () => {
    const answer = await fetch(`${serverUrl}/${flowId}`, { headers }).catch(() => undefined)
    const reason = endOfStatus[answer?.status ?? 0]
    if (reason && !provider.wsconnected) end(reason)
  }
  provider.on('status', ({ status }) => {
    if (status === 'connecting') startCounting()
    if (status === 'connected') opened = true
  })
  provider.on('connection-close', () => {
    changedOffline ||= lastOwn > stored
    if (ended) return
    options.onLost()
    if (!opened) void askWhy()
  })
  provider.on('closed', ({ code }) => end(endOfCode[code] ?? 'something-broke'))
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    // Who had us as gone takes us back only with a higher number than the last.
    awareness.setLocalState(awareness.getLocalState())
    options.onSynced()
  })
  doc.on('update', onUpdate)
  provider.connect()

  return {
    awareness,
    send: (message, content) => {
      if (!isOpen()) return
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, message)
      encoding.writeVarUint8Array(encoder, content)
      provider.ws?.send(encoding.toUint8Array(encoder))
    },
    close: () => {
      ended = true
      doc.off('update', onUpdate)
      provider.destroy()
      awareness.destroy()
    },
  }
}
