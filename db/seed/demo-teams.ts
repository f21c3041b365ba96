import type { Instant } from '#domain/instant.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { DemoCast } from './demo-cast.ts'

/** The river divides the city; who lives east of it works there. */
const riverLng = 121.51

const teams = [
  { id: 'd0c17a00-5a6e-4f00-8000-000000000021', name: '浦东班', isEast: true },
  { id: 'd0c17a00-5a6e-4f00-8000-000000000022', name: '浦西班', isEast: false },
]

/** A team on each side of the river. */
export async function insertDemoTeams(
  tx: Kysely<Schema>,
  { engineers }: DemoCast,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('team')
    .values(teams.map(({ id, name }) => ({ id, name, changed_by: null, changed_at: at })))
    .execute()
  await tx
    .insertInto('team_engineer')
    .values(
      engineers.flatMap(({ id, home }) =>
        teams
          .filter(({ isEast }) => home.lng > riverLng === isEast)
          .map((team) => ({ team_id: team.id, engineer_id: id })),
      ),
    )
    .execute()
}
