import type { NoticeCount } from '#contract/wire.ts'
import type { Log } from './log.ts'

/** Keeps everybody who has a page open at how much they have to read: counted once for all, told to each when it has changed. */
export type NoticeFeed = {
  /** Told at once, and from here on of every change; the answer ends it. */
  follow: (reader: NoticeReader) => () => void
  /** Something was committed on the board. */
  ring: (boardId: string) => void
  close: () => void
}

export type NoticeReader = {
  personId: string
  mayWatch: (boardId: string) => boolean
  tell: (count: NoticeCount) => void
}

export type NoticeFeedOptions = {
  /** Of these people; whoever has nothing is left out. */
  count: (personIds: readonly string[]) => Promise<ReadonlyMap<string, NoticeCount>>
  log: Log
}

/** People are counted at most so often, whatever is committed on their boards. */
const restMs = 500
/** Rings may be lost, and what is read on another page comes without one. */
const pollMs = 10_000

const nothing: NoticeCount = { unread: 0, newestAt: null }

type Follower = NoticeReader & { told: string }

export function createNoticeFeed({ count, log }: NoticeFeedOptions): NoticeFeed {
  const followers = new Set<Follower>()
  let timer: NodeJS.Timeout | undefined
  let isFailing = false

  const look = async () => {
    const asked = [...followers]
    try {
      const counts = await count([...new Set(asked.map(({ personId }) => personId))])
      for (const follower of asked) {
        const counted = counts.get(follower.personId) ?? nothing
        const said = JSON.stringify(counted)
        if (said === follower.told || !followers.has(follower)) continue
        follower.told = said
        follower.tell(counted)
      }
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'what people have to read cannot be counted')
      isFailing = true
    }
  }
  /** One count at a time: of two the older answer could come last. What is wanted meanwhile is counted afterwards. */
  let looking: Promise<void> | undefined
  let wantedAgain = false
  const lookSoon = () => {
    if (looking) wantedAgain = true
    else timer ??= setTimeout(lookNow, restMs)
  }
  const lookNow = () => {
    timer = undefined
    looking = look().finally(() => {
      looking = undefined
      if (!wantedAgain) return
      wantedAgain = false
      if (followers.size > 0) lookSoon()
    })
  }

  const pollTimer = setInterval(() => {
    if (followers.size > 0) lookSoon()
  }, pollMs)
  return {
    follow: (reader) => {
      const follower = { ...reader, told: '' }
      followers.add(follower)
      lookSoon()
      return () => followers.delete(follower)
    },
    ring: (boardId) => {
      if (timer === undefined && !wantedAgain && [...followers].some(({ mayWatch }) => mayWatch(boardId)))
        lookSoon()
    },
    close: () => {
      clearInterval(pollTimer)
      clearTimeout(timer)
      followers.clear()
    },
  }
}
