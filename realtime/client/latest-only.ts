/**
 * Passes a value on at once, then at most every `ms`, and of the values in between only the last: a hand that drags says more
 * than anybody wants to hear.
 */
export function createLatestOnly<Value>(ms: number, pass: (value: Value) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held: { value: Value } | undefined
  const release = () => {
    timer = undefined
    if (!held) return
    const { value } = held
    held = undefined
    give(value)
  }
  const give = (value: Value) => {
    if (timer !== undefined) {
      held = { value }
      return
    }
    timer = setTimeout(release, ms)
    pass(value)
  }
  return { give, cancel: () => clearTimeout(timer) }
}
