import { hours, type Instant } from '../instant.ts'
import type { Priority } from '../ticket/ticket.ts'

/** Time allowed from creation to closing when nobody has said otherwise. */
const defaultAllowance: Record<Priority, number> = {
  1: hours(2),
  2: hours(4),
  3: hours(24),
  4: hours(72),
}

export const defaultDueAt = (priority: Priority, createdAt: Instant): Instant =>
  createdAt + defaultAllowance[priority]
