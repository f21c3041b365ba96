import { setBoardFlow } from '#db/board-flow.ts'
import type { Database } from '#db/client.ts'
import { createDemoCast } from '#db/seed/demo-cast.ts'
import { demoBoardId } from '#db/seed/demo-city.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import type { Instant } from '#domain/instant.ts'
import { publishNewFlow } from './commands/publish-new-flow.ts'

const demoFlowId = 'd0c17a00-5a6e-4f00-8000-000000000004'

/**
 * The demo's administrator has drawn a flow, and the city's new tickets run on it; a city made before there were flows gets it
 * too. Once: who has chosen another process since, or archived the flow, is not overruled at the next start.
 */
export async function ensureDemoFlow(database: Database, now: () => Instant): Promise<void> {
  const admin = createDemoCast().people.find(({ role }) => role === 'admin')
  if (!admin) return
  const { id, name, role } = admin
  const author: Actor = { kind: 'person', id, name, role, boardIds: [demoBoardId] }
  await database.sql.begin(async (tx) => {
    // Of two nodes that start at the same time one does it.
    await tx`select from installation for update`
    const [found] = await tx`select from flow where id = ${demoFlowId}`
    if (found) return
    await publishNewFlow(database, author, {
      flowId: demoFlowId,
      name: applianceRepair.name['zh-CN'],
      graph: applianceRepair.graph,
    })
    await setBoardFlow(database.sql, {
      boardId: demoBoardId,
      flowId: demoFlowId,
      by: actorRef(author),
      at: now(),
    })
  })
}
