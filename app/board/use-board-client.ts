import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import type { Actor } from '#domain/actor.ts'
import { indexFlows } from '#domain/flow/board-flows.ts'
import { createBoardClient } from '#realtime/client/board-client.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import { newId } from './new-id.ts'
import { subscribeToNothing } from '../ui/subscribe-to-nothing.ts'

/**
 * The board's client in the browser, once per board; until it is there (on the server, and for the first paint) the
 * snapshot alone is the board, so that the cards are on the screen before any socket.
 */
export function useBoardClient(
  snapshot: BoardSnapshot,
  actor: Actor,
): { client: BoardClient | null; state: BoardClientState } {
  const [client, setClient] = useState<BoardClient | null>(null)
  const first = useMemo(() => boardBeforeClient(snapshot), [snapshot])
  useEffect(() => {
    const created = createBoardClient({
      snapshot,
      actor,
      socket: connectBoardSocket(),
      fetchSnapshot: () => fetchSnapshot(snapshot.board.id),
      now: Date.now,
      newId,
    })
    setClient(created)
    return () => {
      setClient(null)
      created.close()
    }
    // The loader's answer does not change while the board is open: the log keeps it up to date.
  }, [snapshot, actor])
  const state = useSyncExternalStore(
    client?.subscribe ?? subscribeToNothing,
    client ? client.getState : () => first,
    () => first,
  )
  return { client, state }
}

async function fetchSnapshot(boardId: string): Promise<BoardSnapshot> {
  const response = await fetch(`/boards/${boardId}/snapshot`)
  if (!response.ok) throw new Error(`snapshot answered ${response.status}`)
  return (await response.json()) as BoardSnapshot
}

function boardBeforeClient({ board, flows, engineers, tickets }: BoardSnapshot): BoardClientState {
  const shown = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  return {
    connection: { state: 'connecting' },
    board,
    flows: indexFlows(flows),
    engineers: new Map(engineers.map((engineer) => [engineer.id, engineer])),
    confirmed: shown,
    pending: [],
    shown,
    refused: [],
    colleagues: [],
    remoteChanges: new Map(),
    clockOffsetMs: 0,
  }
}
