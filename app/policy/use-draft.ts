import { useCallback, useEffect, useRef, useState } from 'react'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import { findPolicyFlaw, type Policy, type PolicyFlaw } from '#domain/scoring/policy.ts'
import { postChange } from './post.ts'

export type SaveState =
  | { state: 'saved' }
  | { state: 'saving' }
  /** Not sent: it would be refused. */
  | { state: 'flawed'; flaw: PolicyFlaw }
  | { state: 'failed' }
  | { state: 'refused'; rejection: Rejection }

export type Draft = {
  policy: Policy
  edit: (change: (policy: Policy) => Policy) => void
  save: SaveState
  /** When what is shown was last saved; null while it is the newest version. */
  savedAt: Instant | null
  /** Saves what is not saved yet. False when it could not be. */
  flush: () => Promise<boolean>
}

type DraftOptions = {
  policyId: string
  first: Policy
  firstSavedAt: Instant | null
  /** The newest version, on which the draft stands. */
  base: number
  onOverwrote: (other: { name: string; at: Instant }) => void
}

const restMs = 600
const againMs = 5_000

/** The draft of a policy, saved by itself a moment after the hand rests. One save at a time, always of the latest. */
export function useDraft({ policyId, first, firstSavedAt, base, onOverwrote }: DraftOptions): Draft {
  const [policy, setPolicy] = useState(first)
  const [save, setSave] = useState<SaveState>({ state: 'saved' })
  const [savedAt, setSavedAt] = useState(firstSavedAt)
  const latest = useRef(first)
  const unsaved = useRef(false)
  const seen = useRef(firstSavedAt)
  const running = useRef<Promise<boolean>>(Promise.resolve(true))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useRef(onOverwrote)
  tell.current = onOverwrote

  const saveLatest = useCallback(async (): Promise<boolean> => {
    if (!unsaved.current) return true
    if (findPolicyFlaw(latest.current)) return false
    unsaved.current = false
    const sent = latest.current
    try {
      const answer = await postChange(policyId, {
        change: 'save',
        policy: sent,
        base,
        seen: seen.current,
      })
      if (!answer.ok) {
        setSave({ state: 'refused', rejection: answer.rejection })
        return false
      }
      seen.current = answer.savedAt
      setSavedAt(answer.savedAt)
      if (answer.overwrote) tell.current(answer.overwrote)
      if (latest.current === sent) setSave({ state: 'saved' })
      return true
    } catch {
      unsaved.current = true
      setSave({ state: 'failed' })
      return false
    }
  }, [policyId, base])

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current)
    running.current = running.current.then(saveLatest)
    return running.current
  }, [saveLatest])

  const edit = useCallback(
    (change: (policy: Policy) => Policy) => {
      latest.current = change(latest.current)
      unsaved.current = true
      setPolicy(latest.current)
      const flaw = findPolicyFlaw(latest.current)
      setSave(flaw ? { state: 'flawed', flaw } : { state: 'saving' })
      clearTimeout(timer.current)
      if (!flaw) timer.current = setTimeout(() => void flush(), restMs)
    },
    [flush],
  )

  useEffect(() => {
    if (save.state !== 'failed') return undefined
    const again = setTimeout(() => void flush(), againMs)
    return () => clearTimeout(again)
  }, [save, flush])

  useEffect(() => {
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])

  return { policy, edit, save, savedAt, flush }
}
