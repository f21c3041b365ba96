import { randomUUID } from 'node:crypto'
import { setBoardFlow } from '#db/board-flow.ts'
import type { Database } from '#db/client.ts'
import { createDemoCast } from '#db/seed/demo-cast.ts'
import { demoBoardId } from '#db/seed/demo-city.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import type { Instant } from '#domain/instant.ts'
import { publishNewFlow } from './commands/publish-new-flow.ts'

/**
 * The demo's administrator has drawn a flow, and the city's new tickets run on it; a city made before there were flows gets it
 * too. Only where nobody has ever chosen a process for the board: a choice is not overruled at the next start.
 */
export async function ensureDemoFlow(database: Database, now: () => Instant): Promise<void> {
  const admin = createDemoCast().people.find(({ role }) => role === 'admin')
  if (!admin) return
  const { id, name, role } = admin
  const author: Actor = { kind: 'person', id, name, role, boardIds: [demoBoardId] }
  await database.sql.begin(async (tx) => {
    // Of two nodes that start at the same time one does it.
    await tx`select from installation for update`
    const chosen = await tx`select from board_flow_change where board_id = ${demoBoardId} limit 1`
    if (chosen.length > 0) return
    const flowId = randomUUID()
    const { graph, name: names } = applianceRepair
    await publishNewFlow(database, author, { flowId, name: names['zh-CN'], graph })
    await setBoardFlow(database.sql, { boardId: demoBoardId, flowId, by: actorRef(author), at: now() })
  })
}
