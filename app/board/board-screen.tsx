// Later ones count more: the order is part of what they say.
import './top-bar.css'
import './work-area.css'
import './columns.css'
import './card.css'
import './engineers.css'
import './drag.css'
import './over-board.css'
import './board-start.css'
import './narrow.css'
import { BoardClockProvider } from './board-clock.tsx'
import { BoardClientProvider } from './board-context.tsx'
import { DistrictNamesProvider } from './district-names.ts'
import type { BoardScreenProps } from './board-props.ts'
import { BoardWork } from './board-work.tsx'
import { useBoardClient } from './use-board-client.ts'

/** The dispatch board: cards, map and everything that a hand can do with them. */
export function BoardScreen(props: BoardScreenProps) {
  const { client, state } = useBoardClient(props.snapshot, props.me)
  return (
    <BoardClockProvider first={props.snapshot.serverNow} offsetMs={state.clockOffsetMs}>
      <BoardClientProvider value={client}>
        <DistrictNamesProvider value={props.snapshot.districts}>
          <BoardWork {...props} client={client} state={state} />
        </DistrictNamesProvider>
      </BoardClientProvider>
    </BoardClockProvider>
  )
}
