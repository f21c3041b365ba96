import { Plus, X } from '#app/ui/icons.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Engineer } from '#domain/engineer.ts'
import type { SkillLevel } from '#domain/skill.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Select } from '../ui/inputs.tsx'

const levels = [1, 2, 3, 4, 5]

/** Skills that some engineer holds: to ask for another one would be to ask for nobody. */
export const heldSkills = (engineers: Iterable<Engineer>): string[] =>
  [...new Set([...engineers].flatMap(({ skills }) => skills.map(({ skill }) => skill)))].sort((a, b) =>
    a.localeCompare(b),
  )

type SkillsFieldProps = {
  value: readonly SkillLevel[]
  known: readonly string[]
  error: string | undefined
  onChange: (skills: readonly SkillLevel[]) => void
}

export function SkillsField({ value, known, error, onChange }: SkillsFieldProps) {
  const { t } = useTranslation('ticket')
  const free = known.filter((skill) => !value.some((one) => one.skill === skill))
  const [picked, setPicked] = useState('')
  const [level, setLevel] = useState(1)
  const skill = free.includes(picked) ? picked : free[0]
  return (
    <div className="skills-field">
      <Field label={t('skills')} error={error}>
        <div className="skills-row">
          <Select
            aria-label={t('create.skillName')}
            value={skill}
            disabled={skill === undefined}
            onChange={({ target }) => setPicked(target.value)}
          >
            {free.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
          <Select
            aria-label={t('create.skillLevel')}
            value={level}
            onChange={({ target }) => setLevel(Number(target.value))}
          >
            {levels.map((one) => (
              <option key={one} value={one}>
                L{one}
              </option>
            ))}
          </Select>
          <Button
            icon={Plus}
            aria-label={t('create.addSkill')}
            disabled={skill === undefined || value.length >= 8}
            onClick={() => skill !== undefined && onChange([...value, { skill, level }])}
          />
        </div>
      </Field>
      {value.length > 0 ? (
        <ul className="skills-chosen">
          {value.map((one) => (
            <li key={one.skill}>
              {t('skill', one)}
              <button
                type="button"
                aria-label={t('create.removeSkill', { skill: one.skill })}
                onClick={() => onChange(value.filter(({ skill: other }) => other !== one.skill))}
              >
                <Icon of={X} size={12} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
