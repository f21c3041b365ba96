import type { SkillLevel } from '#domain/skill.ts'

/** A skill with its level; `more` counts those that have no room. */
export function SkillChip({ skill: { skill, level }, more = 0 }: { skill: SkillLevel; more?: number }) {
  return (
    <span className="skill-chip">
      {skill} L{level}
      {more > 0 ? ` +${more}` : null}
    </span>
  )
}
