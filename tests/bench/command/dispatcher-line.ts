import type { BoardEvent } from '#contract/board-event.ts'
import { contractVersion } from '#contract/board-snapshot.ts'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { EventBatch, WatchAnswer } from '#contract/wire.ts'
import { openLine, openSocketLine } from '../harness/socket-line.ts'

/** One dispatcher's connection, to the product or to the raw server. */
export type DispatcherLine = { send: (message: CommandMessage) => Promise<CommandAnswer> }
type OnEvents = (events: readonly BoardEvent[]) => void

export async function openProductLine(
  url: string,
  { boardId, cookie, onEvents }: { boardId: string; cookie: string; onEvents: OnEvents },
): Promise<DispatcherLine> {
  const line = await openSocketLine(url, cookie, (text) => {
    if (text.startsWith('42["events",')) onEvents(readBatch(text))
  })
  const watched = (await line.ask('watch', { boardId, since: 0, contractVersion })) as WatchAnswer
  if (!watched.ok) throw new Error(`the board cannot be watched: ${watched.rejection.name}`)
  return { send: (message) => line.ask('command', message) as Promise<CommandAnswer> }
}

export async function openRawLine(url: string, onEvents: OnEvents): Promise<DispatcherLine> {
  const waiting = new Map<number, (answer: CommandAnswer) => void>()
  let lastId = 0
  const socket = await openLine(url, {}, (text) => {
    if (text.startsWith('{"event"')) {
      onEvents(readEvent(text))
      return
    }
    const { answerTo, answer } = JSON.parse(text) as { answerTo: number; answer: CommandAnswer }
    waiting.get(answerTo)?.(answer)
    waiting.delete(answerTo)
  })
  return {
    send: (message) =>
      new Promise((resolve) => {
        const id = ++lastId
        waiting.set(id, resolve)
        socket.send(JSON.stringify({ id, ...message }))
      }),
  }
}

const readBatch = remember((text) => (JSON.parse(text.slice(2)) as [string, EventBatch])[1].events)
const readEvent = remember((text) => [(JSON.parse(text) as { event: BoardEvent }).event])

/** A hundred clients receive the same texts; reading each once leaves the processor to the server. */
function remember<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const value = read(text)
    if (known.size > 500) known.clear()
    known.set(text, value)
    return value
  }
}
