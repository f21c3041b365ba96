/** Numbers wait with a key each; the highest key comes first. A binary heap. */
export class HighestFirst {
  readonly #keys: number[] = []
  readonly #numbers: number[] = []

  /** The highest key that waits; -Infinity when none does. */
  get highestKey(): number {
    return this.#keys[0] ?? -Infinity
  }

  push(number: number, key: number): void {
    let place = this.#keys.length
    this.#keys.push(key)
    this.#numbers.push(number)
    while (place > 0) {
      const parent = (place - 1) >> 1
      if ((this.#keys[parent] as number) >= key) break
      this.#move(parent, place)
      place = parent
    }
    this.#keys[place] = key
    this.#numbers[place] = number
  }

  pop(): number | undefined {
    const first = this.#numbers[0]
    const key = this.#keys.pop()
    const number = this.#numbers.pop()
    const size = this.#keys.length
    if (size === 0 || key === undefined || number === undefined) return first
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && (this.#keys[child + 1] as number) > (this.#keys[child] as number)) child += 1
      if ((this.#keys[child] as number) <= key) break
      this.#move(child, place)
      place = child
    }
    this.#keys[place] = key
    this.#numbers[place] = number
    return first
  }

  #move(from: number, to: number): void {
    this.#keys[to] = this.#keys[from] as number
    this.#numbers[to] = this.#numbers[from] as number
  }
}
