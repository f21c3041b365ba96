type SteadyReader = {
  /** Reads once, or once more after the answer that is being waited for. */
  renew: () => void
  close: () => void
}

/**
 * Asks one question at a time. However fast the occasions to ask follow each other, the one under way is never broken off for the next:
 * on a slow line nothing would ever be answered.
 *
 * @param read answers undefined when there is no answer, and never throws
 */
export function createSteadyReader<Answer>(
  read: (signal: AbortSignal) => Promise<Answer | undefined>,
  onAnswer: (answer: Answer | undefined) => void,
): SteadyReader {
  const closing = new AbortController()
  let wanted = 0
  let asked = 0
  let isUnderWay = false

  async function ask() {
    isUnderWay = true
    while (asked < wanted) {
      asked = wanted
      const answer = await read(closing.signal)
      if (closing.signal.aborted) return
      onAnswer(answer)
    }
    isUnderWay = false
  }

  return {
    renew: () => {
      wanted += 1
      if (!isUnderWay) void ask()
    },
    close: () => closing.abort(),
  }
}
