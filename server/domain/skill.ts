/**
 * A skill with a level from 1 (helps) to 5 (teaches). What an engineer holds by certificate is valid until the end of
 * a day, YYYY-MM-DD on the board's clocks.
 */
export type SkillLevel = { skill: string; level: number; validUntil?: string }

export type MissingSkill = { skill: string; needed: number; has: number }

/** The first required skill that is missing or too low, or undefined when all are there. */
export function findMissingSkill(
  required: readonly SkillLevel[],
  held: readonly SkillLevel[],
): MissingSkill | undefined {
  for (const { skill, level } of required) {
    const has = held.find((one) => one.skill === skill)?.level ?? 0
    if (has < level) return { skill, needed: level, has }
  }
  return undefined
}

/** The first required skill whose certificate is no longer valid on a day, or undefined. */
export function findExpiredSkill(
  required: readonly SkillLevel[],
  held: readonly SkillLevel[],
  date: string,
): { skill: string; validUntil: string } | undefined {
  for (const { skill } of required) {
    const validUntil = held.find((one) => one.skill === skill)?.validUntil
    // Dates written YYYY-MM-DD sort as text.
    if (validUntil !== undefined && validUntil < date) return { skill, validUntil }
  }
  return undefined
}
