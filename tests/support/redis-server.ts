import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

export type TestRedis = {
  url: string
  /** SIGKILL: no goodbye to anybody. */
  kill: () => Promise<void>
  /** On the same port, empty. */
  start: () => Promise<void>
}

/** A real redis-server on a free port, keeping nothing on disk. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  let process: ChildProcess | undefined
  const start = async () => {
    const started = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    process = started
    for await (const chunk of started.stdout) if (String(chunk).includes('Ready to accept')) return
    throw new Error('redis-server ended before it was ready')
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill: async () => {
      if (!process || process.exitCode !== null || process.signalCode !== null) return
      const ended = once(process, 'exit')
      process.kill('SIGKILL')
      await ended
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
