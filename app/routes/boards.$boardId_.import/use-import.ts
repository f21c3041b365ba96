import { useCallback, useRef, useState } from 'react'
import type { ImportMap } from '#domain/import/import-map.ts'
import {
  emptyTally,
  type ImportFailure,
  type ImportMessage,
  type ImportTally,
} from '#domain/import/import-step.ts'
import { postImport } from './post-import.ts'

export type RejectedRow = Extract<ImportMessage, { kind: 'rejected' }>

export type ImportEnd =
  | { state: 'finished'; seconds: number }
  | { state: 'failed'; failure: ImportFailure }
  | { state: 'cancelled' }
  | { state: 'broken' }

export type ImportRun = {
  /** Null while the file is on its way. */
  share: number | null
  tally: ImportTally
  header: readonly string[]
  /** The first of them, for the screen; `allRejected` has all. */
  rejected: readonly RejectedRow[]
  end: ImportEnd | null
}

/** A longer list would be read by nobody. */
const listedRows = 100

const begun: ImportRun = { share: null, tally: emptyTally, header: [], rejected: [], end: null }

/** One import at a time, with what is known of it so far. */
export function useImport(boardId: string) {
  const [run, setRun] = useState<ImportRun | null>(null)
  // Not in the state: a file may be rejected by the hundred thousand, and each would copy the list.
  const allRejected = useRef<RejectedRow[]>([])
  const abort = useRef<AbortController | null>(null)

  const start = useCallback(
    async (file: File, map: ImportMap) => {
      const own = new AbortController()
      abort.current = own
      allRejected.current = []
      setRun(begun)
      // An answer that stops without saying how it ended is a broken one; whatever it says replaces this.
      let end: ImportEnd = { state: 'broken' }
      try {
        await postImport(boardId, { file, map }, own.signal, (message) => {
          if (message.kind === 'rejected') allRejected.current.push(message)
          if (message.kind === 'finished') end = { state: 'finished', seconds: message.seconds }
          if (message.kind === 'failed') end = { state: 'failed', failure: message.failure }
          setRun((before) => before && takeIn(before, message))
        })
      } catch {
        if (own.signal.aborted) end = { state: 'cancelled' }
      }
      const ended = end
      setRun((before) => before && { ...before, end: ended })
    },
    [boardId],
  )
  const cancel = useCallback(() => abort.current?.abort(), [])
  const reset = useCallback(() => setRun(null), [])
  return { run, allRejected, start, cancel, reset }
}

function takeIn(run: ImportRun, message: ImportMessage): ImportRun {
  switch (message.kind) {
    case 'header':
      return { ...run, header: message.columns }
    case 'rejected':
      return run.rejected.length < listedRows ? { ...run, rejected: [...run.rejected, message] } : run
    case 'progress':
      return { ...run, share: message.share, tally: message.tally }
    case 'finished':
      return { ...run, share: 1, tally: message.tally }
    case 'failed':
      return { ...run, tally: message.tally }
  }
}
