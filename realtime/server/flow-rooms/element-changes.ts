import * as Y from 'yjs'
import { flowMaps, type FlowMapName } from '#contract/flow-document.ts'
import type { ElementChange } from '#db/flow-documents.ts'

const mapNames = Object.values(flowMaps)

/**
 * Which fields of which elements a transaction has changed. The field of an element that was made or deleted is '', one of a
 * node's configuration is `config.` and its name.
 */
export function readElementChanges(doc: Y.Doc, { changed }: Y.Transaction): ElementChange[] {
  const changes: ElementChange[] = []
  for (const [type, keys] of changed) {
    const path: string[] = []
    let at: unknown = type
    while (at instanceof Y.AbstractType && at._item) {
      path.unshift(at._item.parentSub ?? '')
      at = at.parent
    }
    const map = mapNames.find((name): name is FlowMapName => doc.share.get(name) === at)
    if (!map) continue
    for (const key of keys) {
      // Inside a long text the place has no name.
      const [elementId = '', ...field] = key === null ? path : [...path, key]
      changes.push({ map, elementId, field: field.join('.') })
    }
  }
  return changes
}
