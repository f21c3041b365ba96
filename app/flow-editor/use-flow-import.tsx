import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { showToast } from '../ui/toast.tsx'
import { readParts } from './clipboard.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { readFlowFile } from './flow-file.ts'
import type { Surroundings } from './form-context.tsx'
import { boxAround, columnPitch } from './geometry.ts'
import { ImportDialog } from './import-dialog.tsx'
import { newPartId } from './new-part-id.ts'
import { useFit } from './use-fit.ts'
import { useCheck } from './use-problems.ts'
import { restoreGraph } from './versions/restore-graph.ts'

type Asking = { file: string; text: string; graph: FlowGraph }

/** What comes from a file: copied nodes go to the canvas at once; of a whole flow it is asked where it shall go. */
export function useFlowImport(
  editor: FlowEditor,
  surroundings: Surroundings,
): { open: (file: string, text: string) => void; dialog: ReactNode } {
  const { t } = useTranslation(['flow', 'flowVersions'])
  const { binding, graph: document, document: flow } = editor
  const fit = useFit(binding)
  const [asking, setAsking] = useState<Asking | null>(null)
  const check = useCheck(surroundings)
  const takeBack = { label: t('flow:top.undo'), hotkey: 'Ctrl Z', onAction: () => flow.undo.undo() }

  /** Beside what is there. */
  const add = (text: string): boolean => {
    const around = boxAround(
      binding.getView().nodes.map(({ position, width, height }) => ({ ...position, width, height })),
    )
    const parts = readParts(text, [around ? around.x + around.width + columnPitch : 0, 0], newPartId)
    if (!parts) return false
    document.add(parts)
    binding.select({ nodes: parts.nodes.keys() })
    fit()
    showToast({
      text: t('flow:top.imported', { count: parts.nodes.size }),
      tone: 'done',
      action: takeBack,
    })
    return true
  }
  const replace = (graph: FlowGraph) => {
    restoreGraph(flow, graph)
    fit()
    showToast({ text: t('flowVersions:file.replaced'), tone: 'done', action: takeBack })
  }

  return {
    open: (file, text) => {
      const read = readFlowFile(text)
      if (read.ok) setAsking({ file, text, graph: read.graph })
      else if (!add(text)) {
        const { name, where } = read.flaw
        showToast({ text: t(`flowVersions:file.flaw.${name}`, { file, where }), tone: 'bad' })
      }
    },
    dialog: asking ? (
      <ImportDialog
        file={asking.file}
        graph={asking.graph}
        problems={check({ graph: asking.graph, malformed: [] })}
        onClose={() => setAsking(null)}
        onAdd={() => {
          setAsking(null)
          add(asking.text)
        }}
        onReplace={() => {
          setAsking(null)
          replace(asking.graph)
        }}
      />
    ) : null,
  }
}
