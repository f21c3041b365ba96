import { useState } from 'react'
import type { CommandAnswer } from '#contract/command.ts'
import type { FieldDraft } from './flow-field.ts'

type Typed = { fields: Readonly<Record<string, FieldDraft>>; note: string }

const nothing: Typed = { fields: {}, note: '' }

// What was typed for a step outlives its panel: a closed drawer or a failed read costs nobody their work.
const typedFor = new Map<string, Typed>()

/** What somebody is about to say with a step of a ticket, and whether it is on its way. */
export function useStepDraft(ticketId: string) {
  const [typed, setTyped] = useState(() => typedFor.get(ticketId) ?? nothing)
  const [isSending, setSending] = useState(false)
  const write = (next: Typed) => {
    setTyped(next)
    if (next === nothing) typedFor.delete(ticketId)
    else typedFor.set(ticketId, next)
  }
  return {
    ...typed,
    isSending,
    setField: (field: string, draft: FieldDraft) =>
      write({ ...typed, fields: { ...typed.fields, [field]: draft } }),
    setNote: (note: string) => write({ ...typed, note }),
    /** Waits for the answer to what was said, and keeps it when it was refused. */
    hand: async (given: Promise<CommandAnswer>): Promise<boolean> => {
      setSending(true)
      const { ok } = await given
      setSending(false)
      if (ok) write(nothing)
      return ok
    },
  }
}

export type StepDraft = ReturnType<typeof useStepDraft>
