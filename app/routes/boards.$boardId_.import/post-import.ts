import type { ImportMap } from '#domain/import/import-map.ts'
import type { ImportMessage } from '#domain/import/import-step.ts'

/**
 * Sends map and file and reads the answer line by line. The map goes before the file in the same body, so that the
 * browser can stream the file from the disk.
 * @throws when the connection breaks, or was aborted.
 */
export async function postImport(
  boardId: string,
  { file, map }: { file: File; map: ImportMap },
  signal: AbortSignal,
  onMessage: (message: ImportMessage) => void,
): Promise<void> {
  const response = await fetch(`/boards/${boardId}/import/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Blob([JSON.stringify(map), '\n', file]),
    signal,
  })
  if (!response.ok || !response.body) throw new Error(`the import answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onMessage(JSON.parse(line) as ImportMessage)
  }
}
