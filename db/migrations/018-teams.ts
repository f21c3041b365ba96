import { sql, type Kysely } from 'kysely'

/** Engineers who take work as one: flows name them as they name a role. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table team (
    id uuid primary key,
    name text not null,
    changed_by jsonb,
    changed_at timestamptz not null
  )`,
  `create unique index team_name on team (lower(name))`,
  `create table team_engineer (
    team_id uuid not null references team on delete cascade,
    engineer_id uuid not null references engineer on delete cascade,
    primary key (team_id, engineer_id)
  )`,
  `create index team_of_engineer on team_engineer (engineer_id)`,
]
