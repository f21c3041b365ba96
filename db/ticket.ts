import { maskPhone } from '#domain/ticket/mask-phone.ts'
import type { TicketOffer } from '#domain/ticket/offer.ts'
import type { Priority, Ticket, TicketSource } from '#domain/ticket/ticket.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { Stage } from '#domain/stage.ts'
import type { Sql, Transaction } from './client.ts'
import { ownWork } from './own-work.ts'
import { findTicketFlows, type FoundTicketFlow } from './ticket-flow.ts'

/**
 * Tickets among each other are always locked in the order of their ids, and before engineers: no two commands can wait in a
 * ring. Locked first and joined then: a row that was waited for would keep the join of before the wait, and with it nobody's
 * name.
 */
export async function lockTickets(tx: Transaction, ids: readonly string[]): Promise<HeldTicket[]> {
  const rows = await tx<(TicketRow & { customer_tier: string | null })[]>`
    with t as (select * from ticket where id = any(${ids as string[]}::uuid[]) order by id for update)
    select ${columns(tx)}, c.tier as customer_tier from t
    ${joins(tx)}
    order by t.id`
  // For the same reason the flows are read when the locks are there; nothing is asked where nothing was drawn.
  const drawn = rows.filter((row) => row.flow_id !== null).map(({ id }) => id)
  const flows = drawn.length > 0 ? await findTicketFlows(tx, drawn) : new Map<string, never>()
  return rows.map((row) => {
    const flow = flows.get(row.id)
    return {
      ticket: { ...toTicket(row), ...(flow && { flow: flow.flow }) },
      holderName: row.holder_name,
      run: flow ? { ...flow, customerTier: row.customer_tier } : null,
    }
  })
}

export type HeldTicket = {
  ticket: Ticket
  holderName: string | null
  /** Where it stands on its flow and what was filled in; null on the standard process. */
  run: (FoundTicketFlow & { customerTier: string | null }) | null
}

/**
 * The running tickets of a flow on other versions than this, or on those of `from`, with what decides of their boards. `onlyNodes` null:
 * wherever they stand.
 */
export async function findTicketsOfFlow(
  tx: Transaction,
  {
    flowId,
    except,
    from,
    onlyNodes,
  }: {
    flowId: string
    except: number
    from: readonly number[] | null
    onlyNodes: readonly string[] | null
  },
): Promise<(HeldTicket & { board: { id: string; timeZone: string; closed: boolean } })[]> {
  type Row = TicketRow & {
    flow_state: FoundTicketFlow['state']
    flow_form: FoundTicketFlow['form']
    customer_tier: string | null
    time_zone: string
    board_closed: boolean
  }
  const rows = await tx<Row[]>`
    select ${columns(tx)}, f.state as flow_state, f.form as flow_form, b.time_zone,
      b.closed_at is not null as board_closed, c.tier as customer_tier from ticket_flow f
    join ticket t on t.id = f.ticket_id
    join board b on b.id = t.board_id
    left join customer c on c.id = t.customer_id
    left join asset a on a.id = t.asset_id
    left join engineer h on h.id = t.assignee_id
    where f.flow_id = ${flowId} and f.flow_number <> ${except} and f.status = 'running'
      and (${from === null} or f.flow_number = any(${(from ?? []) as number[]}::int[]))
      and (${onlyNodes === null} or exists (
        select 1 from jsonb_array_elements(f.state -> 'tokens') token
        where token ->> 'nodeId' = any(${(onlyNodes ?? []) as string[]}::text[])))
    order by t.number, t.id`
  return rows.map((row) => ({
    ticket: toTicket(row),
    holderName: row.holder_name,
    run: {
      flow: { id: flowId, number: row.flow_number ?? 0 },
      state: row.flow_state,
      form: row.flow_form,
      customerTier: row.customer_tier,
    },
    board: { id: row.board_id, timeZone: row.time_zone, closed: row.board_closed },
  }))
}

/** One ticket as it stands, on any board. */
export async function findTicket(sql: Sql | Transaction, id: string): Promise<Ticket | undefined> {
  const [row] = await sql<TicketRow[]>`
    select ${columns(sql)} from ticket t
    ${joins(sql)}
    where t.id = ${id}`
  return row && toTicket(row)
}

/** A busy board closes thousands of tickets a day; the column of the closed is for the last few. */
const mostClosedTickets = 200

/** The open tickets of a board and the last of those closed since `closedSince`, in the order of creation. */
export async function findBoardTickets(
  sql: Sql | Transaction,
  boardId: string,
  closedSince: number,
): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    select ${columns(sql)} from ticket t
    ${joins(sql)}
    where t.board_id = ${boardId} and (t.stage <> 'closed' or t.id in (
      select id from ticket
      where board_id = ${boardId} and stage = 'closed' and closed_at >= ${closedSince}
      order by closed_at desc limit ${mostClosedTickets}))
    order by t.created_at, t.id`
  return rows.map(toTicket)
}

/** More than anybody does in a week: the screen of a phone ends somewhere. */
const mostWork = 100

/** The open tickets of an engineer, the most pressing first. */
export async function findWorkOf(tx: Transaction, boardId: string, engineerId: string): Promise<Ticket[]> {
  const rows = await tx<TicketRow[]>`
    select ${columns(tx)} from ticket t
    ${joins(tx)}
    where t.id in (select id from (${ownWork(tx, boardId, [engineerId])}) as work)
    order by t.due_at, t.id limit ${mostWork}`
  return rows.map(toTicket)
}

/** Those that engineers are asked to take. */
export async function findOfferedTickets(sql: Sql | Transaction, boardId: string): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    select ${columns(sql)} from ticket t
    ${joins(sql)}
    where t.board_id = ${boardId} and t.offer is not null
    order by t.created_at, t.id`
  return rows.map(toTicket)
}

/** The last tickets that came in on a board, open or closed, newest first. */
export async function findLastTickets(
  sql: Sql | Transaction,
  boardId: string,
  most: number,
): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    select ${columns(sql)} from ticket t
    ${joins(sql)}
    where t.id in (
      select id from ticket where board_id = ${boardId} order by created_at desc, id desc limit ${most})
    order by t.created_at desc, t.id desc`
  return rows.map(toTicket)
}

/** Those of the external ids that tickets of the board have. */
export async function findTakenExternalIds(
  tx: Transaction,
  boardId: string,
  externalIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select external_id as id from ticket
    where board_id = ${boardId} and external_id = any(${externalIds as string[]}::text[])`
  return new Set(rows.map(({ id }) => id))
}

/**
 * For each of the days its next number, for example `1121-043`. The counters are locked until the commit, always in the
 * order of their days: no two commands can wait in a ring.
 */
export async function takeTicketNumbers(
  tx: Transaction,
  boardId: string,
  days: readonly string[],
): Promise<string[]> {
  const counts = new Map<string, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  const rows = await tx<{ day: string; last: number }[]>`
    insert into ticket_number as n (board_id, day, last)
    select ${boardId}, day, count
    from unnest(${[...counts.keys()]}::text[]::date[], ${[...counts.values()]}::int[]) as wanted (day, count)
    order by day
    on conflict (board_id, day) do update set last = n.last + excluded.last
    returning day::text, last`
  const next = new Map(rows.map(({ day, last }) => [day, last - (counts.get(day) ?? 0) + 1]))
  return days.map((day) => {
    const number = next.get(day) ?? 0
    next.set(day, number + 1)
    const [, month = '', date = ''] = day.split('-')
    return `${month}${date}-${String(number).padStart(3, '0')}`
  })
}

export async function insertTickets(tx: Transaction, tickets: readonly Ticket[]): Promise<void> {
  await tx`insert into ticket ${tx(
    tickets.map((ticket) => ({
      id: ticket.id,
      board_id: ticket.boardId,
      number: ticket.number,
      external_id: ticket.externalId,
      title: ticket.title,
      description: ticket.description,
      priority: ticket.priority,
      required_skills: tx.json(ticket.requiredSkills),
      lng: ticket.place.lng,
      lat: ticket.place.lat,
      address: ticket.address,
      district: ticket.district,
      window_from: ticket.windowFrom,
      window_to: ticket.windowTo,
      created_at: ticket.createdAt,
      due_at: ticket.dueAt,
      closed_at: ticket.closedAt,
      node_id: ticket.nodeId,
      stage: ticket.stage,
      stage_since: ticket.stageSince,
      source: ticket.source,
      customer_id: ticket.customer?.id ?? null,
      asset_id: ticket.asset?.id ?? null,
      note_count: ticket.noteCount,
      version: ticket.version,
      changed_at: ticket.changedAt,
      changed_by: ticket.changedBy,
    })),
  )}`
}

/**
 * Writes a ticket that was `before` when it was locked.
 * @throws when the row is another version by now: the lock was not held, which is a bug.
 */
export async function saveTicket(tx: Transaction, before: Ticket, after: Ticket): Promise<void> {
  const { assignment } = after
  const { count } = await tx`
    update ticket set
      title = ${after.title}, description = ${after.description}, priority = ${after.priority},
      required_skills = ${tx.json(after.requiredSkills)}, lng = ${after.place.lng},
      lat = ${after.place.lat}, address = ${after.address}, district = ${after.district},
      window_from = ${after.windowFrom}, window_to = ${after.windowTo}, due_at = ${after.dueAt},
      closed_at = ${after.closedAt}, node_id = ${after.nodeId}, stage = ${after.stage},
      stage_since = ${after.stageSince}, assignee_id = ${assignment?.engineerId ?? null},
      assigned_at = ${assignment?.assignedAt ?? null}, pinned = ${assignment?.pinned ?? false},
      offer = ${after.offer && tx.json(after.offer)},
      note_count = ${after.noteCount}, version = ${after.version}, changed_at = ${after.changedAt},
      changed_by = ${after.changedBy}
    where id = ${after.id} and version = ${before.version}`
  if (count !== 1) throw new Error(`ticket ${after.id} was not at version ${before.version} under its lock`)
}

type TicketRow = {
  id: string
  board_id: string
  number: string
  external_id: string | null
  title: string
  description: string
  priority: Priority
  required_skills: SkillLevel[]
  lng: number
  lat: number
  address: string
  district: string | null
  window_from: number | null
  window_to: number | null
  created_at: number
  due_at: number
  closed_at: number | null
  node_id: string
  stage: Stage
  stage_since: number
  source: TicketSource
  assignee_id: string | null
  assigned_at: number | null
  pinned: boolean
  offer: TicketOffer | null
  note_count: number
  version: number
  changed_at: number
  changed_by: string
  customer_id: string | null
  customer_name: string | null
  customer_phone: string | null
  asset_id: string | null
  asset_name: string | null
  holder_name: string | null
  flow_id: string | null
  flow_number: number | null
}

const columns = (sql: Sql | Transaction) => sql`
  t.id, t.board_id, t.number, t.external_id, t.title, t.description, t.priority, t.required_skills, t.lng, t.lat,
  t.address, t.district, t.window_from, t.window_to, t.created_at, t.due_at, t.closed_at, t.node_id, t.stage,
  t.stage_since, t.source, t.assignee_id, t.assigned_at, t.pinned, t.offer, t.note_count, t.version, t.changed_at, t.changed_by,
  t.customer_id, c.name as customer_name, c.phone as customer_phone, t.asset_id, a.name as asset_name,
  h.name as holder_name, f.flow_id, f.flow_number`

/** What is told of a ticket from beside it. */
const joins = (sql: Sql | Transaction) => sql`
  left join customer c on c.id = t.customer_id
  left join asset a on a.id = t.asset_id
  left join engineer h on h.id = t.assignee_id
  left join ticket_flow f on f.ticket_id = t.id`

const toTicket = (row: TicketRow): Ticket => ({
  id: row.id,
  boardId: row.board_id,
  number: row.number,
  externalId: row.external_id,
  title: row.title,
  description: row.description,
  priority: row.priority,
  requiredSkills: row.required_skills,
  place: { lng: row.lng, lat: row.lat },
  address: row.address,
  district: row.district,
  windowFrom: row.window_from,
  windowTo: row.window_to,
  createdAt: row.created_at,
  dueAt: row.due_at,
  closedAt: row.closed_at,
  flow: row.flow_id === null ? null : { id: row.flow_id, number: row.flow_number ?? 0 },
  nodeId: row.node_id,
  stage: row.stage,
  stageSince: row.stage_since,
  source: row.source,
  customer:
    row.customer_id === null
      ? null
      : {
          id: row.customer_id,
          name: row.customer_name ?? '',
          phoneMasked: maskPhone(row.customer_phone ?? ''),
        },
  asset: row.asset_id === null ? null : { id: row.asset_id, name: row.asset_name ?? '' },
  assignment:
    row.assignee_id === null || row.assigned_at === null
      ? null
      : { engineerId: row.assignee_id, assignedAt: row.assigned_at, pinned: row.pinned },
  offer: row.offer,
  noteCount: row.note_count,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})

/** Those of the tickets that are on the board, closed ones too. */
export async function findIdsOnBoard(sql: Sql, boardId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from ticket where board_id = ${boardId} and id = any(${ids as string[]}::uuid[])`
  return rows.map(({ id }) => id)
}

/** What a ticket points to. */
export async function findTicketLinks(
  sql: Sql,
  id: string,
): Promise<{ boardId: string; customerId: string | null; assetId: string | null } | undefined> {
  const [row] = await sql<{ boardId: string; customerId: string | null; assetId: string | null }[]>`
    select board_id as "boardId", customer_id as "customerId", asset_id as "assetId" from ticket where id = ${id}`
  return row
}
