import type { Transaction } from '#db/client.ts'
import { countOpenLoads, lockEngineers } from '#db/engineer.ts'
import { findTeamEngineers } from '#db/flow-people.ts'
import { countWork } from '#db/own-work.ts'
import type { Engineer } from '#domain/engineer.ts'

/** How much the engineers of a board have to do. What is written of it is asked once for all commands of a transaction. */
export type LoadBook = {
  /** The ids of those who work on the board: of a team, or all of them for null. */
  engineersOf: (teamId: string | null) => Promise<readonly string[]>
  /** How many tickets an engineer holds or has a step on; 0 for one of whom the book was never asked. */
  work: (engineerId: string) => number
  /** Those of them who still work here, until the commit. Counted anew then: whoever was waited for may have handed out work. */
  lock: (ids: readonly string[]) => Promise<readonly LockedEngineer[]>
}

export type LockedEngineer = { engineer: Engineer; openLoad: number }

export function createLoadBook(tx: Transaction, boardId: string): LoadBook {
  const teams = new Map<string | null, readonly string[]>()
  const work = new Map<string, number>()
  const locked = new Map<string, LockedEngineer>()

  const count = async (ids: readonly string[]) => {
    const counted = await countWork(tx, boardId, ids)
    for (const id of ids) work.set(id, counted.get(id) ?? 0)
  }

  return {
    async engineersOf(teamId) {
      const known = teams.get(teamId)
      if (known) return known
      const ids = await findTeamEngineers(tx, boardId, teamId)
      teams.set(teamId, ids)
      await count(ids.filter((id) => !work.has(id)))
      return ids
    },
    work: (engineerId) => work.get(engineerId) ?? 0,
    async lock(ids) {
      const fresh = ids.filter((id) => !locked.has(id))
      if (fresh.length > 0) {
        const engineers = await lockEngineers(tx, fresh)
        const [loads] = await Promise.all([countOpenLoads(tx, fresh), count(fresh)])
        for (const engineer of engineers)
          locked.set(engineer.id, { engineer, openLoad: loads.get(engineer.id) ?? 0 })
      }
      return ids.flatMap((id) => locked.get(id) ?? [])
    },
  }
}
