const han = /\p{Script=Han}/u

/**
 * The two characters by which an engineer is found on cards and on the map alike: the given name in Chinese (周建国 → 建国,
 * 马超 → 马超), the initials otherwise (Zhou Jianguo → ZJ).
 */
export function engineerMark(name: string): string {
  const characters = Array.from(name.trim())
  if (han.test(characters[0] ?? '')) return characters.slice(-2).join('')
  const words = name.trim().split(/\s+/)
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('')
}
