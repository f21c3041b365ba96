import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { findEngineersByBoard } from '#db/engineer.ts'
import { findTeams, findTeamUses } from '#db/team.ts'

/** The teams with the versions that name them; `wanted` is the id of one, or `new`. */
export async function loadTeams(
  { database: { sql } }: Pick<AppLoadContext, 'database'>,
  wanted: string | null,
) {
  const [saved, uses, boards] = await Promise.all([
    findTeams(sql),
    findTeamUses(sql),
    findEngineersByBoard(sql),
  ])
  const rows = saved.map((team) => ({
    ...team,
    uses: uses.filter(({ teamId }) => teamId === team.id).map(({ flow, number }) => ({ flow, number })),
    isNew: false,
  }))
  const isNew = wanted === 'new'
  const fresh = { id: randomUUID(), name: '', engineerIds: [], uses: [], isNew: true, changedAt: 0 }
  const chosen = isNew ? fresh : (rows.find(({ id }) => id === wanted) ?? rows[0])
  return { teams: isNew ? [...rows, fresh] : rows, chosenId: chosen?.id ?? null, boards }
}
