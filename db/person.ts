import type { Kysely } from 'kysely'
import type { Actor, Role } from '#domain/actor.ts'
import type { Sql, Transaction } from './client.ts'
import type { Schema } from './schema.ts'

/** The person behind a session that still holds. */
export async function findSession(
  sql: Sql,
  tokenHash: Buffer,
  now: number,
): Promise<{ actor: Actor; expiresAt: number } | undefined> {
  type Row = { id: string; name: string; role: Role; boardIds: string[] } & { expiresAt: number } & (
      { engineerId: string; engineerBoardId: string } | { engineerId: null }
    )
  const [row] = await sql<Row[]>`
    select p.id, p.name, p.role, s.expires_at as "expiresAt", e.id as "engineerId", e.board_id as "engineerBoardId",
      array(select board_id::text from board_member m where m.person_id = p.id) as "boardIds"
    from login_session s join person p on p.id = s.person_id
    left join engineer e on e.person_id = p.id and e.active and p.role = 'engineer'
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and p.active`
  if (!row) return undefined
  const { id, name, role, boardIds, expiresAt } = row
  // An engineer who has signed in is who their device would be: the same rights, the same name in the log.
  const actor: Actor =
    row.engineerId === null
      ? { kind: 'person', id, name, role, boardIds }
      : { kind: 'engineer', id: row.engineerId, name, boardId: row.engineerBoardId }
  return { actor, expiresAt }
}

/** What the people behind these sessions may do by now; a session that no longer holds is left out. */
export async function findSessionRights(
  sql: Sql,
  /** Hexadecimal. */
  tokenHashes: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, { role: Role; boardIds: readonly string[] }>> {
  const rows = await sql<{ id: string; role: Role; boardIds: string[] }[]>`
    select asked.id, p.role, array(select board_id::text from board_member m where m.person_id = p.id) as "boardIds"
    from unnest(${tokenHashes as string[]}::text[]) as asked (id)
    join login_session s on s.token_hash = decode(asked.id, 'hex') and s.expires_at > ${now}
    join person p on p.id = s.person_id and p.active`
  return new Map(rows.map(({ id, ...rights }) => [id, rights]))
}

export async function insertSession(
  db: Kysely<Schema>,
  session: { token_hash: Buffer; person_id: string; expires_at: number },
): Promise<void> {
  await db.insertInto('login_session').values(session).execute()
}

export async function deleteSession(db: Kysely<Schema>, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('login_session').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsBefore(db: Kysely<Schema>, moment: number): Promise<void> {
  await db.deleteFrom('login_session').where('expires_at', '<', moment).execute()
}

export const findPersonByLogin = (db: Kysely<Schema>, login: string) =>
  db
    .selectFrom('person')
    .select(['id', 'password_hash'])
    .where((where) => where(where.fn<string>('lower', ['login']), '=', login))
    .where('active', '=', true)
    .executeTakeFirst()

export const findDemoPerson = (db: Kysely<Schema>, id: string) =>
  db
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('demo', '=', true)
    .where('active', '=', true)
    .executeTakeFirst()

export const findDemoPeople = (db: Kysely<Schema>) =>
  db
    .selectFrom('person')
    .select(['id', 'name', 'role'])
    .where('demo', '=', true)
    .where('active', '=', true)
    .orderBy('created_at')
    .orderBy('name')
    .execute()

/** Whether there is an administrator who can sign in with a password, which nobody of the demo has. */
export async function hasAdministrator(db: Kysely<Schema>): Promise<boolean> {
  const found = await db
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'admin')
    .where('password_hash', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}

/** Without the demo nobody of it stays signed in either. */
export async function endDemoSessions(db: Kysely<Schema>): Promise<void> {
  await db
    .deleteFrom('login_session')
    .where('person_id', 'in', db.selectFrom('person').select('id').where('demo', '=', true))
    .execute()
}

/**
 * Makes the organisation and its first administrator, unless there is one: of two at once only one succeeds. A demo is
 * taken over: its board and tickets stay, its people can no longer sign in.
 */
export async function insertFirstAdministrator(
  db: Kysely<Schema>,
  person: { id: string; name: string; login: string; password_hash: string },
  organisation: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const installation = await tx
      .insertInto('installation')
      .values({ organisation, demo: false })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ organisation, demo: false, demo_from: null })
          .where('installation.demo', '=', true),
      )
      .executeTakeFirst()
    if (installation.numInsertedOrUpdatedRows !== 1n) return false
    await tx
      .insertInto('person')
      .values({ ...person, role: 'admin' })
      .execute()
    return true
  })
}

/** Everybody who can sign in, by name: those whom a flow can name as a handler. */
export const findPeople = (db: Kysely<Schema>): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('active', '=', true)
    .orderBy('name')
    .orderBy('id')
    .execute()

/** As `findPeople`, for the check of who a flow names. */
export async function findPersonIds(tx: Sql | Transaction): Promise<ReadonlySet<string>> {
  const people = await tx<{ id: string }[]>`select id from person where active`
  return new Set(people.map(({ id }) => id))
}
