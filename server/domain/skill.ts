/** A skill with a level from 1 (helps) to 5 (teaches). */
export type SkillLevel = { skill: string; level: number }

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
