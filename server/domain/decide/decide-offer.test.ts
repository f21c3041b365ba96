import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { engineOf } from '../dispatch-engine.ts'
import { minutes, type Instant } from '../instant.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from '../sample-board.ts'
import { applyTicketEvent } from '../ticket/ticket-event.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Decision } from './board-facts.ts'
import { decideAssignTicket, decideUnassignTicket, type EngineShare } from './decide-assignment.ts'
import {
  decideAcceptOffer,
  decideClaimTicket,
  decideDeclineOffer,
  decideExpireOffer,
  decideOfferTicket,
  decideWithdrawOffer,
} from './decide-offer.ts'
import { sampleContext, sampleFacts } from './sample-facts.ts'

const names = ['Ana', 'Ben', 'Cai'] as const
const asEngineer = (id: string): Actor => ({ kind: 'engineer', id, name: id, boardId: 'board' })
const offerSeconds = 60

/** Ana has one place left at first, Ben two, Cai none: who holds the others does not matter here. */
const engineers = [
  sampleEngineer({ id: 'Ana', capacity: 1 }),
  sampleEngineer({ id: 'Ben', capacity: 2 }),
  sampleEngineer({ id: 'Cai', capacity: 0 }),
]

/** The offer that an answer names: the open one, or one that was before it. */
const aim = fc.constantFrom('open', 'earlier')
const who = fc.constantFrom(...names)
const step = fc.oneof(
  fc.record({ does: fc.constant('offer'), to: fc.option(who) }),
  fc.record({ does: fc.constantFrom('accept', 'decline', 'claim'), who, aim }),
  fc.record({ does: fc.constantFrom('withdraw', 'expire'), aim }),
  fc.record({ does: fc.constant('assign'), who }),
  fc.record({ does: fc.constant('unassign') }),
  fc.record({ does: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 90 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never
type Action = Exclude<Step, { does: 'wait' }>

describe('offers, whatever is done in whatever order', () => {
  it('[O2] a ticket has one offer at a time, or a holder, and only the one asked, or the first, can take it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const board = createBoard()
        for (const one of steps) board.go(one)
      }),
      { numRuns: 2_000 },
    )
  })
})

/** A ticket about which these are decided; each answer is held against what the rule says. */
function createBoard() {
  let ticket = sampleTicket({ id: 'ticket' })
  let now: Instant = noon
  let offers = 0
  let ended = 'none yet'

  const facts = () => ({ ...sampleFacts({ tickets: [ticket], engineers }), offerSeconds })
  const target = () => ({ ticketId: ticket.id, expectedVersion: ticket.version })
  const offerTarget = (which: 'open' | 'earlier') => ({
    ticketId: ticket.id,
    offerId: which === 'open' ? (ticket.offer?.id ?? ended) : ended,
  })

  const decide = (one: Action): Decision => {
    const office = { ...sampleContext, now }
    switch (one.does) {
      case 'offer':
        return decideOfferTicket(
          facts(),
          { ...target(), offerId: `offer ${offers}`, engineerId: one.to },
          office,
        )
      case 'assign':
        return decideAssignTicket(facts(), { ...target(), engineerId: one.who }, office)
      case 'unassign':
        return decideUnassignTicket(facts(), target(), office)
      case 'withdraw':
        return decideWithdrawOffer(facts(), { ...target(), ...offerTarget(one.aim) })
      case 'expire':
        return decideExpireOffer(facts(), offerTarget(one.aim), office)
      case 'accept':
        return decideAcceptOffer(facts(), offerTarget(one.aim), {
          now,
          actor: asEngineer(one.who),
        })
      case 'decline':
        return decideDeclineOffer(facts(), offerTarget(one.aim), {
          now,
          actor: asEngineer(one.who),
        })
      case 'claim':
        return decideClaimTicket(facts(), offerTarget(one.aim), {
          now,
          actor: asEngineer(one.who),
        })
    }
  }

  /** Whether the rule allows it, from what the ticket says alone. */
  const isAllowed = (one: Action): boolean => {
    const { offer, assignment } = ticket
    const hasRoom = (id: string) => (engineers.find((engineer) => engineer.id === id)?.capacity ?? 0) > 0
    const isOpen = 'aim' in one && one.aim === 'open' && offer !== null
    const isAsked = offer?.to === 'engineer' && 'who' in one && offer.engineerId === one.who
    switch (one.does) {
      case 'offer':
        return !assignment && !offer && (one.to === null || hasRoom(one.to))
      case 'assign':
        return !assignment && hasRoom(one.who)
      case 'unassign':
        return assignment !== null
      case 'withdraw':
        return isOpen
      case 'expire':
        return isOpen && offer.to === 'engineer' && offer.expiresAt <= now
      case 'accept':
        return isOpen && isAsked && offer.expiresAt > now && hasRoom(one.who)
      case 'decline':
        return isOpen && isAsked
      case 'claim':
        return isOpen && offer.to === 'pool' && hasRoom(one.who)
    }
  }

  const expectConsequence = (one: Action, before: Ticket) => {
    expect(ticket.offer === null || ticket.assignment === null).toBe(true)
    if (one.does === 'accept' || one.does === 'claim' || one.does === 'assign')
      expect(ticket).toMatchObject({ offer: null, assignment: { engineerId: one.who } })
    if (one.does === 'decline' || one.does === 'withdraw' || one.does === 'expire')
      expect(ticket).toMatchObject({ offer: null, assignment: null, stage: before.stage })
    if (one.does === 'offer' && ticket.offer?.to === 'engineer')
      expect(ticket.offer.expiresAt - ticket.offer.offeredAt).toBe(offerSeconds * 1_000)
  }

  return {
    go: (one: Step) => {
      if (one.does === 'wait') {
        now += one.seconds * 1_000
        return
      }
      const allowed = isAllowed(one)
      const decision = decide(one)
      expect(decision.ok, `${JSON.stringify(one)} at ${JSON.stringify(ticket.offer)}`).toBe(allowed)
      if (!decision.ok) return
      const before = ticket
      for (const event of decision.events)
        ticket = applyTicketEvent(ticket, event, { at: now, actorName: 'somebody' })
      if (one.does === 'offer') offers += 1
      if (before.offer && !ticket.offer) ended = before.offer.id
      expectConsequence(one, before)
    },
  }
}

describe('the share of one engineer', () => {
  const share = fc.record({ given: fc.nat(40), limit: fc.integer({ min: 1, max: 40 }) })
  const ticket = sampleTicket({ id: 'ticket' })
  const target = { ticketId: 'ticket', expectedVersion: 1, engineerId: 'Ben' }
  const context = { now: noon + minutes(1), actor: engineOf('board') }
  const factsWith = (engineShare: EngineShare | undefined) => ({
    ...sampleFacts({ tickets: [ticket], engineers }),
    engineShare,
  })
  const ways: readonly ((given: EngineShare | undefined) => Decision)[] = [
    (given) => decideAssignTicket(factsWith(given), target, context),
    (given) => decideOfferTicket(factsWith(given), { ...target, offerId: 'offer' }, context),
  ]

  it('is refused with its numbers once it is used up, and changes nothing before', () => {
    fc.assert(
      fc.property(share, fc.constantFrom(...ways), (given, decide) => {
        const refusal = { ok: false, rejection: { name: 'engine-limit', engineer: 'Ben', ...given } }
        expect(decide(given)).toEqual(given.given >= given.limit ? refusal : decide(undefined))
      }),
    )
  })

  it('is asked last: what the engineer or the ticket stands in the way with is said first', () => {
    fc.assert(
      fc.property(share, (given) => {
        const full = decideAssignTicket(factsWith(given), { ...target, engineerId: 'Cai' }, context)
        expect(full).toMatchObject({ ok: false, rejection: { name: 'at-capacity' } })
        const held = { ...sampleFacts({ tickets: [{ ...ticket, assignment: heldBy('Ana') }], engineers }) }
        expect(decideAssignTicket({ ...held, engineShare: given }, target, context)).toMatchObject({
          rejection: { name: 'already-assigned' },
        })
      }),
    )
  })

  it('is nothing for the pool, which is nobody’s', () => {
    fc.assert(
      fc.property(share, (given) => {
        const pool = { ...target, offerId: 'offer', engineerId: null }
        expect(decideOfferTicket(factsWith(given), pool, context)).toMatchObject({ ok: true })
      }),
    )
  })
})
