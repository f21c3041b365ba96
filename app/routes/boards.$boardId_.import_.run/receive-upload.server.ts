import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { uploadLimitMegabytes } from '../boards.$boardId_.import/upload-limit.ts'

const uploadLimit = uploadLimitMegabytes * 1024 * 1024
const mapLimit = 256 * 1024
const lineEnd = 0x0a

export type Upload = { mapText: string; path: string; remove: () => Promise<void> }

/**
 * Puts the file into a folder of its own before anything is done with it: the import runs at the speed of the database,
 * and an upload that is held up for minutes is cut by proxies. Undefined when the limits are exceeded.
 */
export async function receiveUpload(body: ReadableStream<Uint8Array>): Promise<Upload | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'paidan-upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  const file = createWriteStream(path)
  const head: Uint8Array[] = []
  let headSize = 0
  let inFile = false
  let size = 0
  try {
    for await (const chunk of chunksOf(body)) {
      let rest = chunk
      if (!inFile) {
        const at = chunk.indexOf(lineEnd)
        head.push(at < 0 ? chunk : chunk.subarray(0, at))
        headSize += chunk.length
        if (at < 0 && headSize > mapLimit) throw new TooLarge()
        if (at < 0) continue
        inFile = true
        rest = chunk.subarray(at + 1)
      }
      size += rest.length
      if (size > uploadLimit) throw new TooLarge()
      if (!file.write(rest)) await once(file, 'drain')
    }
    file.end()
    await once(file, 'close')
    return { mapText: Buffer.concat(head).toString('utf8'), path, remove }
  } catch (error) {
    file.destroy()
    await remove()
    if (error instanceof TooLarge) return undefined
    throw error
  }
}

class TooLarge extends Error {}

/** The types of the browser's streams do not know that Node's can be iterated. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
