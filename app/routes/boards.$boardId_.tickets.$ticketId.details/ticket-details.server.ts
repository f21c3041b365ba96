import type { AppLoadContext } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import type { TicketDetails } from '#contract/ticket-details.ts'
import { findTicketTimeline } from '#db/board.ts'
import { countTicketsOfCustomer, findAsset, findCustomer } from '#db/customer.ts'
import { findTicketDecisions } from '#db/decision.ts'
import { findOfficePeople } from '#db/flow-people.ts'
import { findNotes } from '#db/note.ts'
import { findParent, findSubTickets } from '#db/sub-ticket.ts'
import { findTicketLinks } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import { maskPhone } from '#domain/ticket/mask-phone.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'
import { maySeePhoneNumbers } from '#server/policies/board.ts'
import { refusePage } from '../../session/session.server.ts'

export async function requireTicketDetails(
  { database: { sql }, now }: AppLoadContext,
  actor: Actor,
  boardId: string,
  ticketId: string | undefined,
): Promise<TicketDetails> {
  const parsed = id.safeParse(ticketId)
  const links = parsed.success ? await findTicketLinks(sql, parsed.data) : undefined
  // A ticket of another board is as good as none: nobody learns that it exists.
  if (!parsed.success || links?.boardId !== boardId) throw refusePage({ name: 'ticket-not-found' }, 404)
  const { customerId, assetId } = links
  const [stand, office, parent, subTickets, timeline, decisions, notes, customer, counts, asset] =
    await Promise.all([
      findStand(sql, parsed.data, { actor, now: now() }),
      findOfficePeople(sql, boardId),
      findParent(sql, parsed.data),
      findSubTickets(sql, parsed.data),
      findTicketTimeline(sql, boardId, parsed.data),
      findTicketDecisions(sql, parsed.data),
      findNotes(sql, parsed.data),
      customerId === null ? undefined : findCustomer(sql, customerId),
      customerId === null ? { open: 0, all: 0 } : countTicketsOfCustomer(sql, customerId),
      assetId === null ? undefined : findAsset(sql, assetId),
    ])
  return {
    stand,
    office: stand ? office : [],
    parent,
    subTickets,
    timeline,
    decisions,
    notes,
    customer: customer
      ? {
          ...customer,
          phone: maySeePhoneNumbers(actor, boardId) ? customer.phone : maskPhone(customer.phone),
          openTickets: counts.open,
          allTickets: counts.all,
        }
      : null,
    asset: asset
      ? {
          id: asset.id,
          name: asset.name,
          model: asset.model,
          serial: asset.serial,
          installedOn: asset.installedOn,
        }
      : null,
  }
}
