import type { GraphChange } from './difference.ts'

/** A field of an element of the shared document; field '' is the element itself, made or deleted. */
export type TouchedField = { map: string; elementId: string; field: string }

/** Whether who has touched this field stands behind the change. */
export function isBehind(change: GraphChange, { map, elementId, field }: TouchedField): boolean {
  switch (change.kind) {
    case 'flow-renamed':
      return map === 'meta' && elementId === 'name'
    case 'node-added':
    case 'node-removed':
      return map === 'nodes' && elementId === change.nodeId
    case 'setting-changed':
      return isOfNode(['config', `config.${change.field}`])
    case 'node-retyped':
      return isOfNode(['type'])
    case 'node-moved':
      return isOfNode(['pos', 'parent', 'size'])
    case 'edge-added':
    case 'edge-removed':
    case 'edge-changed':
      return map === 'edges' && elementId === change.edgeId
  }

  /** A node that was taken away and put back may have come back with other fields. */
  function isOfNode(fields: readonly string[]): boolean {
    return (
      map === 'nodes' && 'nodeId' in change && elementId === change.nodeId && ['', ...fields].includes(field)
    )
  }
}
