import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import { keepAsking } from '#realtime/client/keep-asking.ts'
import { askNotices } from '#realtime/client/questions.ts'

/**
 * One connection for whatever bell stands on the page: a screen that takes the place of another brings its own, and one
 * that was cut while it was being made would be a warning in everybody's browser.
 */
const listeners = new Set<() => void>()
let line: { close: () => void } | undefined
let isTold = false

/** Calls when there is something new, the first time as soon as the server has counted; the answer ends it. */
export function followNotices(listener: () => void): () => void {
  listeners.add(listener)
  if (!line) line = openLine()
  else if (isTold) listener()
  return () => {
    listeners.delete(listener)
    // The next bell comes in the same breath, if there is one.
    setTimeout(() => {
      if (listeners.size > 0) return
      line?.close()
      line = undefined
    })
  }
}

function openLine() {
  isTold = false
  const socket = connectBoardSocket()
  socket.on('notices', () => {
    isTold = true
    for (const listener of listeners) listener()
  })
  return keepAsking({ socket, ask: () => askNotices(socket), onConnection: () => undefined })
}
