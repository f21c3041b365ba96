import { useLocation, useNavigation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { isOpeningBoard } from './opening-board.ts'

/** A board that comes sooner needs nothing in its place: something that only flashes is worse than waiting. */
const patienceMs = 150

/** Whether a board takes so long to come that its outlines should be shown. */
export function useOpeningBoard(): boolean {
  const { pathname } = useLocation()
  const { state, location } = useNavigation()
  const opening = state === 'loading' && isOpeningBoard(pathname, location.pathname)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!opening) return
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [opening])
  return opening && late
}
