import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PlanRequest } from '#contract/wire.ts'
import type { BacklogPlan, PlanProgress } from '#domain/batch-assignment/backlog-plan.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { useLatest } from '../board/use-latest.ts'
import type { MapPlanned } from '../map/map-view.ts'
import { reviewPlan, type PlanGroup } from './plan-review.ts'

export type PlanState =
  | { state: 'closed' }
  | { state: 'making'; asked: Asked; progress: PlanProgress }
  | { state: 'failed'; asked: Asked; rejection: Rejection }
  | { state: 'ready'; asked: Asked; plan: BacklogPlan; unticked: ReadonlySet<string> }

type Asked = PlanRequest['ticketIds']

const closed: PlanState = { state: 'closed' }
const begun: PlanProgress = { stage: 'facts', share: 0 }
const noGroups: readonly PlanGroup[] = []

type PlanFacts = {
  client: BoardClient | null
  tickets: BoardClientState['shown']
  /** Commands are under way: what is shown may yet be refused. */
  isGuessing: boolean
  refusals: ReadonlyMap<string, string>
  forgetRefusals: (ticketIds: readonly string[]) => void
}

/** A plan for many tickets: asked for, watched while it is made, looked through, carried out in part or whole, or dropped. */
export function usePlan({ client, tickets, isGuessing, refusals, forgetRefusals }: PlanFacts) {
  const [plan, setPlan] = useState<PlanState>(closed)
  const [litEngineerId, setLitEngineerId] = useState<string | null>(null)
  /** Which question is the latest: answers to earlier ones come too late. */
  const latest = useRef(0)
  const newestRefusals = useLatest(refusals)

  const isMaking = plan.state === 'making'
  const ask = useCallback(
    (asked: Asked) => {
      if (!client) return
      // One at a time; the new question waits until the old one has been given up.
      if (isMaking) client.cancelPlan()
      const question = (latest.current += 1)
      const isLatest = () => question === latest.current
      setLitEngineerId(null)
      // What was refused before says nothing of this plan.
      forgetRefusals(asked === 'all' ? [...newestRefusals.current.keys()] : asked)
      setPlan({ state: 'making', asked, progress: begun })
      const onProgress = (progress: PlanProgress) => {
        if (isLatest()) setPlan({ state: 'making', asked, progress })
      }
      void client.plan(asked, onProgress).then((answer) => {
        if (!isLatest()) return
        setPlan(
          answer.ok
            ? { state: 'ready', asked, plan: answer.plan, unticked: new Set() }
            : { state: 'failed', asked, rejection: answer.rejection },
        )
      })
    },
    [client, isMaking, forgetRefusals, newestRefusals],
  )
  const close = useCallback(() => {
    latest.current += 1
    if (isMaking) client?.cancelPlan()
    setPlan(closed)
  }, [client, isMaking])
  const tick = useCallback((ticketIds: readonly string[], ticked: boolean) => {
    setPlan((now) => {
      if (now.state !== 'ready') return now
      const unticked = new Set(now.unticked)
      for (const id of ticketIds)
        if (ticked) unticked.delete(id)
        else unticked.add(id)
      return { ...now, unticked }
    })
  }, [])

  const ready = plan.state === 'ready' ? plan : null
  const groups = useMemo(
    () => (ready ? reviewPlan(ready.plan, { tickets, refusals, unticked: ready.unticked }) : noGroups),
    [ready, tickets, refusals],
  )
  const planned = useMemo(
    () =>
      groups.flatMap(({ engineerId, rows }) =>
        rows.map(({ item, ticked }): MapPlanned => ({
          ticketId: item.ticketId,
          engineerId,
          ticked,
          lit: engineerId === litEngineerId,
        })),
      ),
    [groups, litEngineerId],
  )

  // All of it has been carried out: there is nothing left to look at.
  const isDone = ready !== null && !isGuessing && ready.plan.assignments.length > 0 && groups.length === 0
  useEffect(() => {
    if (isDone) setPlan(closed)
  }, [isDone])

  return { shown: plan, ask, close, tick, groups, planned, setLitEngineerId }
}

export type PlanHand = ReturnType<typeof usePlan>
