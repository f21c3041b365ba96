import type { FlowOccupancy } from '#contract/flow-occupancy.ts'
import type { FlowStanding } from '#db/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from './log.ts'
import { summarizeStanding } from './summarize-standing.ts'

/** Keeps open canvases at where the tickets of their flow stand: counted once for all who look, told to each as far as they may see. */
export type OccupancyFeed = {
  /** Told at once, and from here on of every change; the answer ends it. */
  follow: (flowId: string, viewer: FlowViewer) => () => void
  /** Something was committed on the board. */
  ring: (boardId: string) => void
  close: () => void
}

export type FlowViewer = {
  maySee: (boardId: string) => boolean
  tell: (occupancy: FlowOccupancy) => void
}

export type OccupancyFeedOptions = {
  count: (flowId: string) => Promise<FlowStanding>
  now: () => Instant
  log: Log
}

/** A flow is counted at most so often, whatever is committed on its boards. */
const restMs = 1_000
/** Rings may be lost, and the first ticket of a board comes without one. */
const pollMs = 5_000

type Viewer = FlowViewer & { told: string }
type Followed = {
  viewers: Set<Viewer>
  last: FlowStanding | undefined
  countedAt: number
  counting: boolean
  /** How often a count was asked for: what happened while it was counted may be missing from it. */
  asked: number
  timer: NodeJS.Timeout | undefined
}

export function createOccupancyFeed({ count, now, log }: OccupancyFeedOptions): OccupancyFeed {
  const flows = new Map<string, Followed>()
  let isFailing = false

  const tell = (flowId: string, viewer: Viewer, counted: FlowStanding) => {
    const occupancy = summarizeStanding(flowId, counted, viewer.maySee, now())
    const said = JSON.stringify({ ...occupancy, serverNow: 0 })
    if (said === viewer.told) return
    viewer.told = said
    viewer.tell(occupancy)
  }

  const recount = async (flowId: string, followed: Followed) => {
    followed.timer = undefined
    followed.counting = true
    const { asked } = followed
    followed.countedAt = performance.now()
    try {
      const counted = await count(flowId)
      followed.last = counted
      for (const viewer of followed.viewers) tell(flowId, viewer, counted)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'the tickets of a flow cannot be counted')
      isFailing = true
    } finally {
      followed.counting = false
    }
    if (followed.asked !== asked) schedule(flowId, followed)
  }

  const schedule = (flowId: string, followed: Followed) => {
    followed.asked += 1
    if (followed.counting || followed.timer || flows.get(flowId) !== followed) return
    const wait = followed.countedAt + restMs - performance.now()
    followed.timer = setTimeout(() => void recount(flowId, followed), Math.max(0, wait))
  }

  const pollTimer = setInterval(() => {
    for (const [flowId, followed] of flows) schedule(flowId, followed)
  }, pollMs)

  return {
    follow: (flowId, { maySee, tell: send }) => {
      const followed = flows.get(flowId) ?? {
        viewers: new Set<Viewer>(),
        last: undefined,
        countedAt: -Infinity,
        counting: false,
        asked: 0,
        timer: undefined,
      }
      flows.set(flowId, followed)
      const viewer = { maySee, tell: send, told: '' }
      followed.viewers.add(viewer)
      if (followed.last) tell(flowId, viewer, followed.last)
      schedule(flowId, followed)
      return () => {
        followed.viewers.delete(viewer)
        if (followed.viewers.size > 0) return
        clearTimeout(followed.timer)
        if (flows.get(flowId) === followed) flows.delete(flowId)
      }
    },
    ring: (boardId) => {
      for (const [flowId, followed] of flows)
        if (followed.last?.rows.some((row) => row.boardId === boardId) === true) schedule(flowId, followed)
    },
    close: () => {
      clearInterval(pollTimer)
      for (const { timer } of flows.values()) clearTimeout(timer)
      flows.clear()
    },
  }
}
