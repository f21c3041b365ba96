import { useEffect, useState } from 'react'
import { openFlowEditor, type FlowEditor } from '../flow-editor-engine.ts'
import type { Comparison } from './comparison.ts'
import { openFrozenDocument } from './frozen-document.ts'
import { openFrozenLive } from './frozen-live.ts'
import { restoreGraph } from './restore-graph.ts'
import type { VersionName } from './version-place.ts'

/** `filled`: which one it holds by now. */
export type FrozenEditor = { editor: FlowEditor; filled: VersionName }

/**
 * An editor of nothing shared, that holds what is compared. It stays the same one from version to version, so that view and
 * selection stay where they are; only what differs is drawn anew. Null until it holds something.
 */
export function useFrozenEditor(
  flowId: string,
  shown: VersionName,
  comparison: Comparison | undefined,
): FrozenEditor | null {
  const [editor, setEditor] = useState<FlowEditor | null>(null)
  const [filled, setFilled] = useState<VersionName | null>(null)
  useEffect(() => {
    const opened = openFlowEditor(flowId, { document: openFrozenDocument(), openLive: openFrozenLive })
    setEditor(opened)
    return () => {
      setFilled(null)
      setEditor(null)
      opened.close()
    }
  }, [flowId])
  useEffect(() => {
    if (!editor || !comparison) return
    restoreGraph(editor.document, comparison.canvas)
    editor.showDifference(comparison)
    setFilled(shown)
  }, [editor, shown, comparison])
  return editor && filled !== null ? { editor, filled } : null
}
