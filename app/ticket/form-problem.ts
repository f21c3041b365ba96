import type { z } from 'zod'
import type { i18n } from 'i18next'

export type FormProblem =
  | { name: 'tooLong'; limit: number }
  | {
      name:
        | 'titleMissing'
        | 'placeMissing'
        | 'coordinatesWrong'
        | 'customerMissing'
        | 'momentWrong'
        | 'windowReversed'
        | 'wrong'
    }

export type FormField =
  | 'title'
  | 'description'
  | 'address'
  | 'place'
  | 'requiredSkills'
  | 'windowFrom'
  | 'windowTo'
  | 'dueAt'
  | 'customerName'
  | 'customerPhone'

export type FormProblems = Partial<Record<FormField, FormProblem>>

/** What the command's own schema says, at the field where a person can mend it. The first issue of a field counts. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): FormProblems {
  const problems: FormProblems = {}
  for (const issue of issues) {
    const path = issue.path.map(String)
    const field = fieldAt(path[0] === 'changes' ? path.slice(1) : path)
    if (field) problems[field] ??= problemOf(field, issue)
  }
  return problems
}

const fields: readonly FormField[] = [
  'title',
  'description',
  'address',
  'place',
  'requiredSkills',
  'windowFrom',
  'windowTo',
  'dueAt',
]

function fieldAt(path: readonly string[]): FormField | undefined {
  if (path[0] === 'customer') return path[1] === 'phone' ? 'customerPhone' : 'customerName'
  return fields.find((field) => field === path[0])
}

function problemOf(field: FormField, issue: z.core.$ZodIssue): FormProblem {
  if (field === 'place') return { name: 'placeMissing' }
  if (field === 'windowFrom' || field === 'windowTo' || field === 'dueAt') return { name: 'momentWrong' }
  if (issue.code === 'too_big') return { name: 'tooLong', limit: Number(issue.maximum) }
  // The customer is a union of two shapes, so its issues are wrapped; the name is what people leave out.
  if (field === 'customerName') return { name: 'customerMissing' }
  return field === 'title' ? { name: 'titleMissing' } : { name: 'wrong' }
}

export const problemText = ({ t }: i18n, problem: FormProblem | undefined): string | undefined =>
  problem &&
  (problem.name === 'tooLong'
    ? t('ticket:problem.tooLong', { limit: problem.limit })
    : t(`ticket:problem.${problem.name}`))
