import { useEffect, useState } from 'react'
import { openFlowEditor, type FlowEditor } from '../flow-editor-engine.ts'
import type { Comparison } from './comparison.ts'
import { openFrozenDocument } from './frozen-document.ts'
import { openFrozenLive } from './frozen-live.ts'
import { restoreGraph } from './restore-graph.ts'

/**
 * An editor of nothing shared, that holds what is compared. It stays the same one from version to version, so that view and
 * selection stay where they are; only what differs is drawn anew. Null until it holds something.
 */
export function useFrozenEditor(flowId: string, comparison: Comparison | undefined): FlowEditor | null {
  const [editor, setEditor] = useState<FlowEditor | null>(null)
  const [isFilled, setIsFilled] = useState(false)
  useEffect(() => {
    const opened = openFlowEditor(flowId, { document: openFrozenDocument(), openLive: openFrozenLive })
    setEditor(opened)
    return () => {
      setIsFilled(false)
      setEditor(null)
      opened.close()
    }
  }, [flowId])
  useEffect(() => {
    if (!editor || !comparison) return
    restoreGraph(editor.document, comparison.canvas)
    editor.showDifference(comparison)
    setIsFilled(true)
  }, [editor, comparison])
  return isFilled ? editor : null
}
