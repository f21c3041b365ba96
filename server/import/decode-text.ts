import { Transform } from 'node:stream'

/** Bytes to text; bytes that the encoding does not know are an error and not a question mark in somebody's address. */
export function decodeText(encoding: string): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return new Transform({
    transform(chunk: Buffer, _, done) {
      finish(() => decoder.decode(chunk, { stream: true }), done)
    },
    flush(done) {
      finish(() => decoder.decode(), done)
    },
  })
}

function finish(decode: () => string, done: (error?: Error | null, text?: string) => void) {
  try {
    done(null, decode())
  } catch (error) {
    done(error instanceof Error ? error : new Error('undecodable'))
  }
}
