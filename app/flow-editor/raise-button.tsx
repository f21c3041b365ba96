import type { JsonValue } from '#contract/flow-document.ts'
import { IconButton } from '../ui/button.tsx'
import { ChevronUp } from '../ui/icons.ts'
import { useSection } from './form-context.tsx'

type OrderedPart = {
  readonly id: string
  readonly order: number
  readonly value: { readonly [key: string]: JsonValue }
}

type RaiseButtonProps = { label: string; field: string; parts: readonly OrderedPart[]; index: number }

/** Takes a part one place further to the top of its list; the first has nowhere to go. */
export function RaiseButton({ label, field, parts, index }: RaiseButtonProps) {
  const { chooseAll, disabled } = useSection()
  const part = parts[index]
  const above = parts[index - 1]
  if (disabled || !part || !above) return null
  // Two that were added at the same moment have the same order, and to change places they need two.
  const first = Math.min(part.order, above.order)
  const second = Math.max(part.order, above.order, first + 1)
  return (
    <IconButton
      label={label}
      icon={ChevronUp}
      onClick={() =>
        chooseAll({
          [`${field}.${part.id}`]: { ...part.value, order: first },
          [`${field}.${above.id}`]: { ...above.value, order: second },
        })
      }
    />
  )
}
