import { fork } from 'node:child_process'
import { once } from 'node:events'

/**
 * A part of a benchmark that runs in a process of its own, so that its CPU time is its own. It answers questions: the module
 * calls `answerParent` with one handler per question, and the parent asks by the handler's name.
 */
export type Handlers = Readonly<Record<string, (given: never) => unknown>>

export type BenchProcess<Answers extends Handlers> = {
  ask: <Question extends keyof Answers & string>(
    question: Question,
    ...given: Parameters<Answers[Question]>
  ) => Promise<Awaited<ReturnType<Answers[Question]>>>
  end: () => Promise<void>
}

type Asked = { id: number; question: string; given: unknown }
type Answered = { id: number; answer?: unknown; failure?: string }

export function startProcess<Answers extends Handlers>(module: URL): BenchProcess<Answers> {
  const child = fork(module, { env: { ...process.env, NODE_ENV: 'production' } })
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  const exited = once(child, 'exit')
  let lastId = 0
  child.on('message', (message) => {
    const { id, answer, failure } = message as Answered
    if (failure === undefined) waiting.get(id)?.resolve(answer)
    else waiting.get(id)?.reject(new Error(failure))
    waiting.delete(id)
  })
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${module.pathname} ended (${code ?? signal ?? ''}) before it answered`))
  })
  return {
    ask: (question, ...[given]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        // The answer's type is the handler's: both ends are the same file.
        waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject })
        child.send({ id, question, given } satisfies Asked)
      }),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
      await exited
    },
  }
}

/** `close` is called when the parent lets go or is gone; then the process ends. */
export function answerParent(handlers: Handlers, close: () => Promise<unknown>): void {
  process.on('message', (message) => {
    const { id, question, given } = message as Asked
    const answer = new Promise((resolve) => resolve(handlers[question]?.(given as never)))
    answer.then(
      (answered) => process.send?.({ id, answer: answered } satisfies Answered),
      (error: unknown) =>
        process.send?.({
          id,
          failure: String(error instanceof Error ? error.stack : error),
        } satisfies Answered),
    )
  })
  process.on('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
