import type { Instant } from '#domain/instant.ts'
import type { Database } from '../client.ts'
import { saveTeam } from '../team.ts'
import { demoBoardId } from './demo-city.ts'

/** The river divides the city; who lives east of it works there. */
const riverLng = 121.51

const teams = [
  { id: 'd0c17a00-5a6e-4f00-8000-000000000021', name: '浦东班', isEast: true },
  { id: 'd0c17a00-5a6e-4f00-8000-000000000022', name: '浦西班', isEast: false },
]

/** A team on each side of the river. What somebody has changed, or has named so, stays. */
export async function ensureDemoTeams({ sql }: Database, at: Instant): Promise<void> {
  await sql.begin(async (tx) => {
    const there = await tx<{ id: string }[]>`select id from team`
    const engineers = await tx<{ id: string; lng: number }[]>`
      select id, home_lng as lng from engineer where board_id = ${demoBoardId} and active`
    for (const { id, name, isEast } of teams) {
      if (there.some((team) => team.id === id)) continue
      const engineerIds = engineers.filter(({ lng }) => lng > riverLng === isEast).map((one) => one.id)
      await saveTeam(tx, { id, name, engineerIds, by: null, at })
    }
  })
}
