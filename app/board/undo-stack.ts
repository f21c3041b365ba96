import type { ItemRefusal } from './gesture-to-command.ts'
import type { Undoable } from './take-back.ts'

/** How many of my own changes can be taken back, one after the other. */
const longestUndo = 20

type TakenBack = { undoable: Undoable; refusals: readonly ItemRefusal[] }

/**
 * My own changes, the latest of them the first to be taken back. One waits for the other, however quickly they are asked for:
 * each begins where the one before has left its tickets.
 */
export function createUndoStack() {
  let changes: readonly Undoable[] = []
  let last: Promise<unknown> = Promise.resolve()
  const drop = (undoable: Undoable) => {
    changes = changes.filter((one) => one !== undoable)
  }
  const push = (undoable: Undoable) => {
    changes = [...changes, undoable].slice(-longestUndo)
  }
  const takeLatest = async (
    takeBack: (undoable: Undoable) => Promise<readonly ItemRefusal[]>,
  ): Promise<TakenBack | null> => {
    const undoable = changes.at(-1)
    if (!undoable) return null
    drop(undoable)
    const refusals = await takeBack(undoable)
    const unanswered = partOf(
      undoable,
      refusals.filter(({ rejection }) => rejection.name === 'no-answer'),
    )
    if (unanswered) push(unanswered)
    return { undoable, refusals }
  }
  return {
    push,
    drop,
    /** Null when there was nothing left. */
    undo: (...to: Parameters<typeof takeLatest>): Promise<TakenBack | null> => {
      const turn = last.then(() => takeLatest(...to))
      // Whoever asked is told of a failure; the next one begins all the same.
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

/** Nobody has said no to it: it can be asked again. */
function partOf(undoable: Undoable, unanswered: readonly ItemRefusal[]): Undoable | null {
  const isOfThese = ({ before }: { before: { id: string } }) =>
    unanswered.some(({ ticketId }) => ticketId === before.id)
  const plain = undoable.plain.filter(isOfThese)
  const drawn = undoable.drawn.filter(isOfThese)
  return plain.length + drawn.length > 0 ? { ...undoable, plain, drawn } : null
}
