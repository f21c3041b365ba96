/**
 * How well the words of a query are found in a text: 0 not at all, more is better. Every word must be found; whole
 * before beginning of a word before anywhere before letters in order with gaps (`zjg` finds `Zhou Jianguo`).
 */
export function matchScore(query: string, text: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return 1
  const lower = text.toLowerCase()
  let score = 1
  for (const word of words) {
    const own = wordScore(word, lower)
    if (own === 0) return 0
    score *= own
  }
  // Of two equal matches the shorter text is meant: it is found more wholly. Never enough to beat a better match.
  return score * (1 + 0.01 / (1 + lower.length))
}

function wordScore(word: string, text: string): number {
  if (text === word) return 1
  const at = text.indexOf(word)
  if (at === 0) return 0.9
  if (at > 0) return isBoundary(text[at - 1]) || text.includes(` ${word}`) ? 0.8 : 0.6
  return isInOrder(word, text) ? 0.2 : 0
}

const isBoundary = (character: string | undefined) => character === undefined || /[\s\-·,，]/.test(character)

/** Gaps are for letters and digits only: two Chinese characters far apart are two other words. */
function isInOrder(word: string, text: string): boolean {
  if (!/^[\x20-\x7e]+$/.test(word) || word.length < 2) return false
  let from = 0
  for (const character of word) {
    const at = text.indexOf(character, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}

/** The best matches, best first; equal ones keep their order. */
export function bestMatches<Item>(
  query: string,
  items: Iterable<Item>,
  textOf: (item: Item) => string,
  limit: number,
): Item[] {
  const scored: { item: Item; score: number }[] = []
  for (const item of items) {
    const score = matchScore(query, textOf(item))
    if (score > 0) scored.push({ item, score })
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item)
}
