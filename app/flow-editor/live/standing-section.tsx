import { useKeyed } from '../keyed-store.ts'
import type { LiveFlow } from './live-flow.ts'
import { StandingList } from './standing-list.tsx'

/** In the form of a node: the tickets on it, for those who come by keys. */
export function StandingSection({ live, nodeId }: { live: LiveFlow; nodeId: string }) {
  const tickets = useKeyed(live.standing, nodeId)
  return tickets ? (
    <section className="fsection">
      <StandingList live={live} nodeId={nodeId} tickets={tickets} />
    </section>
  ) : null
}
