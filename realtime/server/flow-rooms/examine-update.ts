import * as Y from 'yjs'
import { flowLimits, flowMaps } from '#contract/flow-document.ts'

/**
 * What is known of an update before it touches the document. A gap: it builds on something that the document does not have. To
 * apply it all the same would delete the old value for everybody and keep the new one back until the missing part arrives.
 */
export type Examined = { kind: 'fits' } | { kind: 'gap' } | { kind: 'too-large' }

/**
 * @param documentBytes about how large the document is, not too small
 * @throws when the bytes are no update
 */
export function examineUpdate(doc: Y.Doc, update: Uint8Array, documentBytes: number): Examined {
  const { structs, ds } = Y.decodeUpdate(update)
  const ends = new Map<number, number>()
  const known = (client: number) => ends.get(client) ?? Y.getState(doc.store, client)
  for (const { id, length, constructor } of structs) {
    if (id.clock > known(id.client) || constructor === Y.Skip) return { kind: 'gap' }
    ends.set(id.client, Math.max(known(id.client), id.clock + length))
  }
  const has = (id: unknown) => !(id instanceof Y.ID) || id.clock < known(id.client)
  for (const struct of structs)
    if (struct instanceof Y.Item && !(has(struct.origin) && has(struct.rightOrigin) && has(struct.parent)))
      return { kind: 'gap' }
  for (const [client, deleted] of ds.clients)
    for (const { clock, len } of deleted) if (clock + len > known(client)) return { kind: 'gap' }

  return isTooLarge(doc, update, structs, documentBytes) ? { kind: 'too-large' } : { kind: 'fits' }
}

/** Only a copy can say it for certain, and is made only when the limit is near. */
function isTooLarge(doc: Y.Doc, update: Uint8Array, structs: readonly unknown[], documentBytes: number) {
  const added = structs.filter((struct) => struct instanceof Y.Item && isInNodes(struct)).length
  const nodesMayBeTooMany = added > 0 && doc.getMap(flowMaps.nodes).size + added > flowLimits.nodes
  if (!nodesMayBeTooMany && documentBytes + update.length <= flowLimits.documentBytes) return false
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(copy, update)
  const isOver =
    copy.getMap(flowMaps.nodes).size > flowLimits.nodes ||
    Y.encodeStateAsUpdateV2(copy).length > flowLimits.documentBytes
  copy.destroy()
  return isOver
}

/** In an update the parent of an entry of a top-level map is that map's name. */
const isInNodes = ({ parent }: { parent: unknown }) => parent === flowMaps.nodes
