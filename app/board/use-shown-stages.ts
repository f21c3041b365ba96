import { useCallback, useMemo, useState } from 'react'
import type { Stage } from '#domain/stage.ts'
import { columnsThatFit } from './board-layout.ts'
import { chooseColumns } from './columns.ts'

/** Below this there is room for one column, and tabs instead of pills. */
const oneColumnBelow = 520

/** The width of the picture, until the browser has measured its own. */
const firstWidth = 856

/** Which stages have a column at the moment, by the room there is and what the person has opened. */
export function useShownStages(filtered: readonly Stage[]) {
  const [width, setWidth] = useState(firstWidth)
  const [opened, setOpened] = useState<readonly Stage[]>([])
  const single = width < oneColumnBelow
  const room = single ? 1 : columnsThatFit(width)
  const { shown, pills } = useMemo(
    // Who asks for a stage wants to see it.
    () => chooseColumns(room, [...filtered, ...opened]),
    [room, filtered, opened],
  )
  const open = useCallback(
    (stage: Stage) => setOpened((current) => [stage, ...current.filter((one) => one !== stage)]),
    [],
  )
  return { shown, pills, single, open, setWidth }
}

export type ShownStages = ReturnType<typeof useShownStages>
