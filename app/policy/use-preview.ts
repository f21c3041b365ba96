import { useEffect, useState } from 'react'
import { findPolicyFlaw, type Policy } from '#domain/scoring/policy.ts'
import type { PolicyPreview } from '#domain/scoring/policy-preview.ts'
import { postPreview } from './post.ts'

export type PreviewState = {
  /** The last answer; it stays in sight while the next one is on its way. */
  preview: PolicyPreview | null
  /** By this page's clock. */
  at: number
  running: boolean
  failed: boolean
}

const restMs = 250

/** What the policy would change on the board, asked a moment after the hand rests. An answer that comes too late is dropped. */
export function usePreview(policyId: string, boardId: string | undefined, policy: Policy): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, at: 0, running: false, failed: false })
  useEffect(() => {
    if (boardId === undefined || findPolicyFlaw(policy)) return undefined
    const asking = new AbortController()
    const ask = async () => {
      setState((before) => ({ ...before, running: true }))
      try {
        const answer = await postPreview(policyId, { boardId, policy }, asking.signal)
        if (asking.signal.aborted) return
        setState((before) => ({
          preview: answer.ok ? answer.preview : before.preview,
          at: answer.ok ? Date.now() : before.at,
          running: false,
          failed: !answer.ok,
        }))
      } catch {
        if (!asking.signal.aborted) setState((before) => ({ ...before, running: false, failed: true }))
      }
    }
    const timer = setTimeout(() => void ask(), restMs)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [policyId, boardId, policy])
  return state
}
