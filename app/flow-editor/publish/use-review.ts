import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftChange, FlowReview, PublishAnswer } from '#contract/flow-publishing.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import { fetchReview, postPublish } from '../versions/fetch-versions.ts'
import { carryOver, choose, leaveOut, type Choice } from './choice.ts'

export type ReviewState =
  | { state: 'loading' }
  | { state: 'failed' }
  | { state: 'refused'; rejection: Rejection }
  /** `refused`: why the last attempt was turned down; what is shown has been read since. */
  | { state: 'ready'; review: FlowReview; choice: Choice; busy: boolean; refused: Rejection | undefined }
  | { state: 'published'; number: number; left: number }

/**
 * Looks at the draft, keeps what is chosen of it, and publishes that. `keepBack` says what is better left for later; `tellLate` is
 * given what came of publishing when this was closed meanwhile.
 */
export function useReview(
  flowId: string,
  keepBack: (change: DraftChange) => boolean,
  tellLate: (answer: PublishAnswer) => void,
) {
  const [shown, setShown] = useState<ReviewState>({ state: 'loading' })
  const latest = useRef(shown)
  const show = useCallback((next: ReviewState) => {
    latest.current = next
    setShown(next)
  }, [])
  const firstKeepBack = useRef(keepBack)
  const isClosed = useRef(false)
  useEffect(() => {
    isClosed.current = false
    return () => {
      isClosed.current = true
    }
  }, [])

  const look = useCallback(
    async (refused?: Rejection) => {
      const before = latest.current
      try {
        const answer = await fetchReview(flowId)
        if (!answer.ok) {
          show({ state: 'refused', rejection: answer.rejection })
          return
        }
        const { review } = answer
        const choice =
          before.state === 'ready'
            ? carryOver(before.review.changes, before.choice, review.changes)
            : firstChoice(review, firstKeepBack.current)
        show({ state: 'ready', review, choice, busy: false, refused })
      } catch {
        show({ state: 'failed' })
      }
    },
    [flowId, show],
  )
  useEffect(() => {
    void look()
  }, [look])

  const publish = async (name: string) => {
    const asked = latest.current
    if (asked.state !== 'ready' || asked.busy) return
    show({ ...asked, busy: true, refused: undefined })
    const { review, choice } = asked
    const isAll = choice.size === review.changes.length
    const answer = await postPublish(flowId, {
      seen: { seq: review.seq, version: review.version?.number ?? null },
      name,
      ...(isAll ? {} : { changeIds: [...choice] }),
    }).catch(() => refuse({ name: 'no-answer' }))
    if (isClosed.current) tellLate(answer)
    else if (answer.ok)
      show({ state: 'published', number: answer.number, left: review.changes.length - choice.size })
    else if (answer.rejection.name === 'no-answer') show({ ...asked, refused: answer.rejection })
    else {
      show(asked)
      await look(answer.rejection)
    }
  }

  const change = (make: (changes: readonly DraftChange[], choice: Choice) => Choice): number => {
    const { current } = latest
    if (current.state !== 'ready') return 0
    const choice = make(current.review.changes, current.choice)
    show({ ...current, choice })
    return Math.abs(choice.size - current.choice.size)
  }
  return {
    shown,
    renew: () => void look(),
    publish: (name: string) => void publish(name),
    /** Both answer how many changes that was, with those that hang together with them. */
    choose: (ids: readonly string[]) => change((changes, choice) => choose(changes, choice, ids)),
    leaveOut: (ids: readonly string[]) => change((changes, choice) => leaveOut(changes, choice, ids)),
  }
}

function firstChoice({ changes, version }: FlowReview, keepBack: (change: DraftChange) => boolean): Choice {
  const ids = changes.map(({ change }) => change.id)
  const all = choose(changes, new Set(), ids)
  // Of the first version nothing can be left out.
  if (version === null) return all
  return leaveOut(
    changes,
    all,
    changes.filter(keepBack).map(({ change }) => change.id),
  )
}
