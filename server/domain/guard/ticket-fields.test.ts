import { expect, it } from 'vitest'
import { readGuard } from './check.ts'
import { guardPasses } from './evaluate.ts'
import { ticketFacts, ticketFields } from './ticket-fields.ts'

// Saturday 22 November 2025, 07:30 in Shanghai, still Friday in UTC.
const now = Date.UTC(2025, 10, 21, 23, 30)
const facts = ticketFacts(
  {
    priority: 2,
    source: 'qr',
    district: '浦东新区',
    requiredSkills: [{ skill: '高压', level: 2 }],
    dueAt: now + 20 * 60_000,
    createdAt: now - 3_600_000,
    assignment: null,
  },
  { now, timeZone: 'Asia/Shanghai' },
  { customerTier: null, form: { cost: 300, priority: 'not the ticket’s own' } },
)

it('knows every declared field of a ticket', () => {
  expect(Object.keys(facts)).toEqual(expect.arrayContaining([...ticketFields.keys()]))
})

it.each([
  ['weekday in [6, 7] and hour = 7', true],
  ['due - now < 30m and now - created >= 1h', true],
  ['"高压" in skills and region = "浦东新区" and source = "qr"', true],
  ['priority = 2 and not assigned', true],
  ['customer.tier = "gold"', false],
  ['customer.tier is empty', true],
])('%s: %s', (source, expected) => {
  const read = readGuard(source, ticketFields)
  expect(read.ok && guardPasses(read.expression, facts)).toBe(expected)
})
