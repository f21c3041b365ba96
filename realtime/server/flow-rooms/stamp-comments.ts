import type * as Y from 'yjs'
import { flowDraftComment, type FlowDraftComment, type FlowPerson } from '#contract/flow-document.ts'

export type Stamped = ReadonlyMap<string, FlowDraftComment>

/**
 * What comments have to be once somebody has changed some: a new one is by whoever brought it, whatever name it carries; of
 * one that was there only whether it is resolved can be changed, and it is put back when it was deleted or can no longer be
 * read. Those that are so already are left out.
 */
export function stampComments({ changes, target }: Y.YMapEvent<unknown>, { id, name }: FlowPerson): Stamped {
  const stamped = new Map<string, FlowDraftComment>()
  for (const [commentId, { oldValue }] of changes.keys) {
    const { data: written } = flowDraftComment.safeParse(target.get(commentId))
    const { data: before } = flowDraftComment.safeParse(oldValue)
    const resolved = written?.resolved
    const wanted = before
      ? { ...before, ...(resolved !== undefined && { resolved }) }
      : written && { ...written, authorId: id, author: name }
    if (wanted && !(written && isSame(written, wanted))) stamped.set(commentId, wanted)
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
