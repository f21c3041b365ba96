import clsx from 'clsx'
import type { LucideIcon } from '#app/ui/icons.ts'
import { ToggleGroup } from 'radix-ui'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

type SegmentedOption<Value extends string> = {
  value: Value
  label: string
  icon?: LucideIcon
  hotkey?: string
}

type SegmentedProps<Value extends string> = {
  /** What is chosen here, for those who cannot see it. */
  label: string
  value: Value
  options: readonly SegmentedOption<Value>[]
  onChange: (value: Value) => void
  /** Icons alone, each with its label as a tip. */
  iconsOnly?: boolean
}

/** One of a few, all in sight. Arrow keys move between them. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  iconsOnly = false,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={clsx('seg', iconsOnly && 'icons')}
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        // Pressing the chosen one again gives '': one is always chosen here.
        const option = options.find((one) => one.value === next)
        if (option) onChange(option.value)
      }}
    >
      {options.map(({ value: own, label: text, icon, hotkey }) => {
        const segment = (
          <ToggleGroup.Item key={own} value={own} aria-label={iconsOnly ? text : undefined}>
            {icon ? <Icon of={icon} size={14} /> : null}
            {iconsOnly ? null : text}
          </ToggleGroup.Item>
        )
        return iconsOnly ? (
          // The tip would write its own data-state over the one that says "chosen": it gets an element of its own.
          <Tooltip key={own} text={text} hotkey={hotkey}>
            <span>{segment}</span>
          </Tooltip>
        ) : (
          segment
        )
      })}
    </ToggleGroup.Root>
  )
}
