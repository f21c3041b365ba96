import type {
  Migration,
  MigrationDetail,
  MigrationMapping,
  MigrationOutcome,
  MigrationTicket,
} from '#contract/flow-migration.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { FlowEvent } from '#domain/flow/flow-event.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'

export type MigrationOrder = {
  flowId: string
  to: number
  mapping: MigrationMapping
  /** Only tickets that stand on one of these nodes; null: all that run on other versions of the flow. */
  onlyNodes: readonly string[] | null
  /** Only tickets on one of these versions; null: on any other. */
  from: readonly number[] | null
}

/** From here on it will be done, whatever happens to this node. */
export async function insertMigration(
  tx: Sql | Transaction,
  given: MigrationOrder & { id: string; by: ActorRef; at: Instant },
): Promise<void> {
  const { id, flowId, to, mapping, onlyNodes, from, by, at } = given
  await tx`
    insert into flow_migration (id, flow_id, to_number, mapping, only_nodes, from_numbers, asked_by, asked_at)
    values (${id}, ${flowId}, ${to}, ${tx.json(mapping)}, ${onlyNodes as string[] | null}, ${from as number[] | null},
      ${tx.json(by)}, ${at})`
}

export type ClaimedMigration = { id: string; flowId: string }

/**
 * Takes one that is to be done: of each flow the one that was asked for first, and only when no other node is at it. Should
 * this node die, another goes on after `claimMs`.
 */
export async function claimMigration(
  sql: Sql,
  { now, claimMs }: { now: Instant; claimMs: number },
): Promise<ClaimedMigration | undefined> {
  const [claimed] = await sql<ClaimedMigration[]>`
    update flow_migration set claimed_until = ${now + claimMs} where id = (
      select id from flow_migration m
      where ended_at is null and (claimed_until is null or claimed_until <= ${now}) and not exists (
        select 1 from flow_migration o
        where o.flow_id = m.flow_id and o.ended_at is null and (o.asked_at, o.id) < (m.asked_at, m.id))
      order by asked_at limit 1 for update skip locked)
    returning id, flow_id as "flowId"`
  return claimed
}

/** Goes on holding what was claimed; false when somebody has ended it. */
export async function holdMigration(sql: Sql, id: string, until: Instant): Promise<boolean> {
  const { count } =
    await sql`update flow_migration set claimed_until = ${until} where id = ${id} and ended_at is null`
  return count > 0
}

/**
 * Lists the tickets that run on other versions and are not listed yet: those that began on one while others were moved are found
 * by asking once more.
 * @returns how many there were
 */
export async function listMigrationTickets(sql: Sql, id: string, now: Instant): Promise<number> {
  const listed = await sql`
    with migration as (
      update flow_migration set begun_at = coalesce(begun_at, ${now}) where id = ${id}
      returning id, flow_id, to_number, only_nodes, from_numbers
    )
    insert into flow_migration_ticket (migration_id, ticket_id, from_number)
    select m.id, f.ticket_id, f.flow_number from migration m
    join ticket_flow f on f.flow_id = m.flow_id and f.flow_number <> m.to_number and f.status = 'running'
    where (m.from_numbers is null or f.flow_number = any(m.from_numbers)) and (m.only_nodes is null or exists (
      select 1 from jsonb_array_elements(f.state -> 'tokens') token where token ->> 'nodeId' = any(m.only_nodes)))
    on conflict do nothing returning 1`
  return listed.length
}

export type OpenMigrationTicket = { ticketId: string; boardId: string; commandId: string }

/** Those of which nothing is written yet. The command of one may have been done all the same. */
export const findOpenMigrationTickets = (
  sql: Sql,
  id: string,
  most: number,
): Promise<OpenMigrationTicket[]> =>
  sql<OpenMigrationTicket[]>`
    select m.ticket_id as "ticketId", t.board_id as "boardId", m.command_id as "commandId"
    from flow_migration_ticket m join ticket t on t.id = m.ticket_id
    where m.migration_id = ${id} and m.outcome is null
    order by m.ticket_id limit ${most}`

/** @returns whether the migration goes on: somebody may have ended it meanwhile */
export async function settleMigrationTicket(
  sql: Sql,
  id: string,
  ticketId: string,
  given: { outcome: MigrationOutcome; detail: MigrationDetail; at: Instant },
): Promise<boolean> {
  const [migration] = await sql<{ isOpen: boolean }[]>`
    with settled as (
      update flow_migration_ticket
      set outcome = ${given.outcome}, detail = ${sql.json(given.detail)}, done_at = ${given.at}
      where migration_id = ${id} and ticket_id = ${ticketId} and outcome is null
    )
    select ended_at is null as "isOpen" from flow_migration where id = ${id}`
  return migration?.isOpen === true
}

/** The steps that a command has made its ticket take; undefined when it is not in the log. */
export async function findStepsOfCommand(
  sql: Sql,
  boardId: string,
  commandId: string,
): Promise<readonly FlowEvent[] | undefined> {
  const [found] = await sql<{ steps: readonly FlowEvent[] | null }[]>`
    select event -> 'steps' as steps from board_event
    where board_id = ${boardId} and command_id = ${commandId} order by seq limit 1`
  return found && (found.steps ?? [])
}

export async function endMigration(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql`update flow_migration set ended_at = ${at}, claimed_until = null where id = ${id} and ended_at is null`
}

/** Ends it where it is; one that is over stays as it is. False when the flow has no such migration. */
export async function stopMigration(
  sql: Sql,
  { flowId, id, by, at }: { flowId: string; id: string; by: ActorRef; at: Instant },
): Promise<boolean> {
  const found = await sql`
    with stopped as (
      update flow_migration set ended_at = ${at}, claimed_until = null, stopped_by = ${sql.json(by)}
      where id = ${id} and flow_id = ${flowId} and ended_at is null
    )
    select from flow_migration where id = ${id} and flow_id = ${flowId}`
  return found.length > 0
}

/** What the command that moves a ticket has to know. */
export async function findMigrationOrder(tx: Transaction, id: string): Promise<MigrationOrder | undefined> {
  const [order] = await tx<MigrationOrder[]>`
    select flow_id as "flowId", to_number as "to", mapping, only_nodes as "onlyNodes", from_numbers as "from"
    from flow_migration where id = ${id}`
  return order
}

/** The last one first. */
export async function findMigrations(sql: Sql, flowId: string, most: number): Promise<Migration[]> {
  const rows = await sql<(Omit<Migration, 'counts'> & Migration['counts'])[]>`
    select m.id, m.to_number as "to", m.mapping, m.from_numbers as "from", m.only_nodes as "onlyNodes",
      m.asked_by as "askedBy", m.asked_at as "askedAt", m.begun_at as "begunAt", m.ended_at as "endedAt",
      m.stopped_by as "stoppedBy", c.total, c.moved, c.kept, c.stays, c.failed, c.over
    from flow_migration m cross join lateral (
      select count(*)::int as total, (count(*) filter (where outcome = 'moved'))::int as moved,
        (count(*) filter (where outcome = 'kept'))::int as kept, (count(*) filter (where outcome = 'stays'))::int as stays,
        (count(*) filter (where outcome = 'failed'))::int as failed, (count(*) filter (where outcome = 'over'))::int as over
      from flow_migration_ticket t where t.migration_id = m.id
    ) c
    where m.flow_id = ${flowId} order by m.asked_at desc, m.id limit ${most}`
  return rows.map(({ moved, kept, stays, failed, over, ...migration }) => ({
    ...migration,
    counts: { moved, kept, stays, failed, over },
  }))
}

/** Its tickets by name, those that broke and those that stay first. `boardIds` null: of all boards. */
export const findMigrationTickets = (
  sql: Sql,
  {
    flowId,
    id,
    boardIds,
    most,
  }: { flowId: string; id: string; boardIds: readonly string[] | null; most: number },
): Promise<MigrationTicket[]> => sql<MigrationTicket[]>`
  select m.ticket_id as "ticketId", t.board_id as "boardId", t.number, t.title, m.from_number as "from", m.outcome, m.detail
  from flow_migration_ticket m
  join flow_migration f on f.id = m.migration_id and f.flow_id = ${flowId}
  join ticket t on t.id = m.ticket_id
  where m.migration_id = ${id} and (${boardIds === null} or t.board_id = any(${(boardIds ?? []) as string[]}::uuid[]))
  order by case m.outcome when 'failed' then 0 when 'stays' then 1 when 'moved' then 2 else 3 end, t.number limit ${most}`
