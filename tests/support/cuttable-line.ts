import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line between a client and one of several servers that a test can cut, close and lead elsewhere. */
export type CuttableLine = {
  url: string
  /** The next connections go to this server. */
  leadTo: (serverUrl: string) => void
  /** Ends all connections, as a pulled cable would. */
  cut: () => void
  /** While it is closed, nobody gets through. */
  setOpen: (open: boolean) => void
  close: () => Promise<void>
}

export async function openCuttableLine(serverUrl: string): Promise<CuttableLine> {
  let target = new URL(serverUrl)
  let isOpen = true
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    if (!isOpen) {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url) => {
      target = new URL(url)
    },
    cut,
    setOpen: (open) => {
      isOpen = open
      if (!open) cut()
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
