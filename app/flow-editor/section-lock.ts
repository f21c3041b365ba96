import type { FlowPeer } from '#realtime/client/flow-document.ts'
import type { Instant } from '#domain/instant.ts'

/** The parts of a node's form; each is held by itself, never the whole node. */
export type Section = string

const separator = '/'

/** What a person tells the others: whose form is open, and the part in which something is being typed. */
export const formWord = (nodeId: string, section: Section | undefined): string =>
  section === undefined ? nodeId : `${nodeId}${separator}${section}`

export const openNodeOf = (form: string | undefined): string | undefined => form?.split(separator)[0]

/**
 * The colleague who is typing in this part of the form, if any. Two who began before they heard of each other both hold
 * it: each of the two screens gives it to the lower number of the two, whose own screen sees no holder.
 */
export const holderOf = (
  peers: readonly FlowPeer[],
  nodeId: string,
  section: Section,
  /** My own number, if I hold it too. */
  own?: number,
): FlowPeer | undefined =>
  peers.find(
    ({ form, clientId }) => form === formWord(nodeId, section) && (own === undefined || clientId < own),
  )

/** A part is held for so long after the last stroke. */
export const holdMs = 8_000

type Hold = { readonly nodeId: string; readonly section: Section; readonly until: Instant }

/**
 * What I hold. It frees itself: who goes to lunch in the middle of a word keeps nobody out. `tell` is asked to tell the
 * others of each change.
 */
export function createSectionHold(
  tell: (form: string | undefined) => void,
  { now, schedule }: { now: () => Instant; schedule: (work: () => void, ms: number) => () => void },
) {
  let open: string | undefined
  let hold: Hold | undefined
  let cancel: (() => void) | undefined
  const release = () => {
    cancel?.()
    cancel = undefined
    if (!hold) return
    hold = undefined
    tell(open)
  }
  const watch = (until: Instant) => {
    cancel?.()
    cancel = schedule(() => {
      if (hold && hold.until > now()) watch(hold.until)
      else release()
    }, until - now())
  }
  return {
    /** The form of this node is open, or none. */
    openForm: (nodeId: string | undefined) => {
      if (open === nodeId) return
      cancel?.()
      hold = undefined
      open = nodeId
      tell(open)
    },
    /** Something was typed in this part of the open form. */
    type: (section: Section) => {
      if (open === undefined) return
      const until = now() + holdMs
      const isNew = hold?.section !== section
      hold = { nodeId: open, section, until }
      if (!isNew) return
      tell(formWord(open, section))
      watch(until)
    },
    holds: (section: Section): boolean => hold?.section === section,
    release,
    close: () => cancel?.(),
  }
}
