import { useCallback, useEffect, useRef, useState } from 'react'
import type { Notice } from '#domain/notice.ts'
import { followNotices } from './notice-line.ts'

export type NoticesState = { serverNow: number; unread: number; notices: readonly Notice[] }

/** Before the first answer. */
const nothing: NoticesState = { serverNow: 0, unread: 0, notices: [] }

/** What flows have to tell me: read whenever the server says that there is something new. */
export function useNotices() {
  const [state, setState] = useState(nothing)
  const latest = useRef(0)
  const ask = useCallback(async (given?: { ids: readonly string[] | 'all' }) => {
    const asked = ++latest.current
    try {
      const response = await fetch(
        '/notices',
        given && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(given),
        },
      )
      // Led away to the sign-in page, or the database is away: what was told stays, and the next news tells.
      if (!response.ok || response.redirected) return
      const answer = (await response.json()) as NoticesState
      // What was asked before something was marked as read must not bring it back.
      if (asked === latest.current) setState(answer)
    } catch {
      // Without a connection the live badge says so; the next connection is told anew.
    }
  }, [])
  useEffect(() => followNotices(() => void ask()), [ask])
  return {
    ...state,
    isKnown: state !== nothing,
    look: () => void ask(),
    markRead: (ids: readonly string[] | 'all') => void ask({ ids }),
  }
}
