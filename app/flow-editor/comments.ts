import { flowDraftComment, type FlowDraftComment } from '#contract/flow-document.ts'
import type { Instant } from '#domain/instant.ts'
import type { FlowDocument } from '#realtime/client/flow-document.ts'
import { newPartId } from './new-part-id.ts'

export type Comment = FlowDraftComment & { readonly id: string }
export type Comments = ReturnType<typeof createComments>

/** What people have said to each other about nodes. It is kept in the document, and no undo takes it back. */
export function createComments({ maps, doc, getState }: Pick<FlowDocument, 'maps' | 'doc' | 'getState'>) {
  const listeners = new Set<() => void>()
  let all: readonly Comment[] = []
  const read = () => {
    all = [...maps.comments.entries()]
      .flatMap(([id, value]) => {
        const parsed = flowDraftComment.safeParse(value)
        return parsed.success ? [{ ...parsed.data, id }] : []
      })
      .sort((one, other) => one.at - other.at)
    for (const listener of listeners) listener()
  }
  read()
  maps.comments.observe(read)

  return {
    getAll: (): readonly Comment[] => all,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** How many open ones each node has. */
    openCounts: (): Map<string, number> => {
      const counts = new Map<string, number>()
      for (const { nodeId, resolved } of all)
        if (resolved !== true) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1)
      return counts
    },
    add: (nodeId: string, text: string, at: Instant): void => {
      const { me } = getState()
      if (!me) return
      const comment: FlowDraftComment = { nodeId, text, authorId: me.id, author: me.name, at }
      doc.transact(() => maps.comments.set(newPartId(), comment))
    },
    setResolved: ({ id, ...comment }: Comment, resolved: boolean): void => {
      doc.transact(() => maps.comments.set(id, { ...comment, resolved }))
    },
    close: (): void => {
      listeners.clear()
      maps.comments.unobserve(read)
    },
  }
}
