import { useEffect } from 'react'
import { useHotkeys, type Hotkeys } from '../ui/hotkeys.ts'
import { copyParts, readParts } from './clipboard.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { gridPx } from './geometry.ts'
import { newPartId } from './new-part-id.ts'

type FlowKeys = {
  editor: FlowEditor
  readOnly: boolean
  /** Something else covers the canvas: the keys are its own, and none of them means the draft. */
  covered: boolean
  onRemove: () => void
  onSearch: () => void
  onEdit: () => void
  onPasted: (nodeIds: readonly string[]) => void
}

const bigStep = 4 * gridPx
const noKeys: Hotkeys = {}
const besideCanvas = '.finspector, .fpalette, .top'

/** Everything that the hand does on the canvas, by keys. */
export function useFlowKeys({
  editor,
  readOnly,
  covered,
  onRemove,
  onSearch,
  onEdit,
  onPasted,
}: FlowKeys): void {
  const { binding, gestures, document: flow } = editor
  const move = (stepX: number, stepY: number) => () => {
    if (!readOnly) gestures.nudge(stepX, stepY)
  }
  const unlessReadOnly = (act: () => void) => () => {
    if (!readOnly) act()
  }
  // Whoever deletes beside the canvas means what is there, never what is selected on it.
  const removeUnlessInForm = ({ target }: KeyboardEvent) => {
    if (!readOnly && !(target instanceof Element && target.closest(besideCanvas))) onRemove()
  }
  const keys: Hotkeys = {
    '/': onSearch,
    enter: ({ target }) => {
      // A button that has the focus keeps its Enter.
      if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) target.click()
      else onEdit()
    },
    escape: () => binding.select({}),
    delete: removeUnlessInForm,
    backspace: removeUnlessInForm,
    arrowup: move(0, -gridPx),
    arrowdown: move(0, gridPx),
    arrowleft: move(-gridPx, 0),
    arrowright: move(gridPx, 0),
    'shift+arrowup': move(0, -bigStep),
    'shift+arrowdown': move(0, bigStep),
    'shift+arrowleft': move(-bigStep, 0),
    'shift+arrowright': move(bigStep, 0),
    'mod+z': unlessReadOnly(() => flow.undo.undo()),
    'mod+shift+z': unlessReadOnly(() => flow.undo.redo()),
    'mod+y': unlessReadOnly(() => flow.undo.redo()),
    'mod+a': gestures.selectAll,
    'mod+g': unlessReadOnly(gestures.toggleGroup),
    'mod+d': unlessReadOnly(() => {
      const text = copyParts(flow.readDraft(), binding.getSelection().nodes)
      if (text !== undefined) paste(text)
    }),
  }
  useHotkeys(covered ? noKeys : keys)

  const paste = (text: string): boolean => {
    const parts = readParts(text, [0, 0], newPartId)
    if (!parts) return false
    gestures.paste(parts)
    onPasted([...parts.nodes.keys()])
    return true
  }

  // The browser's own copy and paste: they ask nobody's leave, and go from one flow or window to another.
  useEffect(() => {
    if (covered) return undefined
    const isElsewhere = () => {
      const { activeElement } = document
      return (
        activeElement instanceof HTMLInputElement ||
        activeElement instanceof HTMLTextAreaElement ||
        document.getSelection()?.isCollapsed === false
      )
    }
    const onCopy = (event: ClipboardEvent) => {
      const text = isElsewhere() ? undefined : copyParts(flow.readDraft(), binding.getSelection().nodes)
      if (text === undefined) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', text)
      if (event.type === 'cut' && !readOnly) onRemove()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (readOnly || isElsewhere()) return
      if (paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  })
}
