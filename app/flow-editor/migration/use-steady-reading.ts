import { useCallback, useEffect, useRef, useState } from 'react'
import { createSteadyReader } from './steady-reader.ts'

/** Another one with every answer, also when it says the same. */
type Reading<Answer> = {
  /** The latest that there was. */
  answer: Answer | undefined
  /** The last question had no answer. */
  isFailed: boolean
}

/**
 * What is read at first, whenever the occasion is another, and when it is renewed.
 *
 * @param read one and the same until something else is to be read
 */
export function useSteadyReading<Answer>(
  read: (signal: AbortSignal) => Promise<Answer | undefined>,
  occasion: string | number | undefined,
): { reading: Reading<Answer>; renew: () => void } {
  const [reading, setReading] = useState<Reading<Answer>>({ answer: undefined, isFailed: false })
  const reader = useRef<ReturnType<typeof createSteadyReader>>()
  useEffect(() => {
    const opened = createSteadyReader(read, (answer) =>
      setReading((known) => ({ answer: answer ?? known.answer, isFailed: answer === undefined })),
    )
    reader.current = opened
    return () => opened.close()
  }, [read])
  useEffect(() => reader.current?.renew(), [read, occasion])
  return { reading, renew: useCallback(() => reader.current?.renew(), []) }
}
