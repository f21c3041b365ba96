/**
 * Measures all variants once per round, in turn; every other round goes backwards, so that none always comes first. A
 * warm-up round is thrown away. Answers one value per round and variant.
 */
export async function interleave<Name extends string, Measured>(
  variants: Readonly<Record<Name, () => Promise<Measured>>>,
  rounds: number,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(variants) as Name[]
  const measured = Object.fromEntries(names.map((name): [Name, Measured[]] => [name, []])) as Record<
    Name,
    Measured[]
  >
  for (let round = 0; round <= rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await variants[name]()
      if (round > 0) measured[name].push(value)
    }
  return measured
}
