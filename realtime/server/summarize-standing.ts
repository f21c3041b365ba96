import type { FlowOccupancy } from '#contract/flow-occupancy.ts'
import type { FlowStanding } from '#db/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'

/** What somebody who sees these boards is shown of it. */
export function summarizeStanding(
  flowId: string,
  { newest, rows }: FlowStanding,
  maySee: (boardId: string) => boolean,
  serverNow: Instant,
): FlowOccupancy {
  const versions = new Map<number, number>()
  const nodes: Record<string, FlowOccupancy['nodes'][string]> = {}
  for (const { boardId, nodeId, version, tickets, atRisk, late } of rows) {
    if (!maySee(boardId)) continue
    if (nodeId === null) {
      versions.set(version, (versions.get(version) ?? 0) + tickets)
      continue
    }
    const before = nodes[nodeId] ?? { tickets: 0, atRisk: 0, late: 0, onOlder: 0 }
    nodes[nodeId] = {
      tickets: before.tickets + tickets,
      atRisk: before.atRisk + atRisk,
      late: before.late + late,
      onOlder: before.onOlder + (version === newest ? 0 : tickets),
    }
  }
  return {
    flowId,
    serverNow,
    newest,
    versions: [...versions]
      .map(([number, tickets]) => ({ number, tickets }))
      .sort((one, other) => one.number - other.number),
    nodes,
  }
}
