import type { Sql } from '#db/client.ts'
import {
  appendToDocument,
  compactDocument,
  findDocumentAfter,
  findDocumentHeads,
  type DocumentBatch,
  type DocumentHead,
  type StoredBytes,
} from '#db/flow-documents.ts'
import type { Instant } from '#domain/instant.ts'

/** Where the documents are kept; see `db/flow-documents.ts`. */
export type FlowStore = {
  readAfter: (flowId: string, seq: number) => Promise<readonly StoredBytes[]>
  readHeads: (flowIds: readonly string[]) => Promise<readonly DocumentHead[]>
  append: (flowId: string, batch: DocumentBatch) => Promise<number | undefined>
  compact: (flowId: string, snapshot: { seq: number; bytes: Uint8Array; at: Instant }) => Promise<void>
}

export const createFlowStore = (sql: Sql): FlowStore => ({
  readAfter: (flowId, seq) => findDocumentAfter(sql, flowId, seq),
  readHeads: (flowIds) => findDocumentHeads(sql, flowIds),
  append: (flowId, batch) => appendToDocument(sql, flowId, batch),
  compact: (flowId, snapshot) => compactDocument(sql, flowId, snapshot),
})
