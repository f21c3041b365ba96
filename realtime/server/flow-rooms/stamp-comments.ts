import type * as Y from 'yjs'
import { flowDraftComment, type FlowDraftComment, type FlowPerson } from '#contract/flow-document.ts'

type Stamped = ReadonlyMap<string, FlowDraftComment>

/**
 * What comments have to be once somebody has changed some: a new one is by whoever brought it, whatever name it carries; of
 * one that was there only whether it is resolved can be changed. Those that are so already are left out.
 */
export function stampComments({ changes, target }: Y.YMapEvent<unknown>, { id, name }: FlowPerson): Stamped {
  const stamped = new Map<string, FlowDraftComment>()
  for (const [commentId, { action, oldValue }] of changes.keys) {
    if (action === 'delete') continue
    const written = flowDraftComment.safeParse(target.get(commentId))
    const before = flowDraftComment.safeParse(oldValue)
    if (!written.success) continue
    const { resolved } = written.data
    const wanted = before.success
      ? { ...before.data, ...(resolved !== undefined && { resolved }) }
      : { ...written.data, authorId: id, author: name }
    if (!isSame(written.data, wanted)) stamped.set(commentId, wanted)
  }
  return stamped
}

const isSame = (one: FlowDraftComment, other: FlowDraftComment): boolean =>
  one.nodeId === other.nodeId &&
  one.text === other.text &&
  one.authorId === other.authorId &&
  one.author === other.author &&
  one.at === other.at &&
  one.resolved === other.resolved
