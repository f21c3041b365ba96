import clsx from 'clsx'
import { Check, ChevronRight, type LucideIcon } from '#app/ui/icons.ts'
import { DropdownMenu as Radix } from 'radix-ui'
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { isFocusFree, keepTakenFocus } from './return-focus.ts'

export type MenuEntry =
  | {
      kind: 'action'
      id: string
      label: string
      icon?: LucideIcon
      hotkey?: string
      /** At the right edge: a figure, or why it cannot be chosen. */
      detail?: ReactNode
      danger?: boolean
      disabled?: boolean
      /** Under the label: why it cannot be chosen just now. */
      note?: string | undefined
      onSelect: () => void
    }
  | { kind: 'choice'; id: string; label: string; chosen: boolean; onSelect: () => void }
  | { kind: 'submenu'; id: string; label: string; icon?: LucideIcon; entries: readonly MenuEntry[] }
  | { kind: 'heading'; id: string; label: string }
  | { kind: 'line'; id: string }

type MenuProps = {
  trigger: ReactElement
  /** Names the menu; its button may carry a value instead ("P2"). */
  label: string
  entries: readonly MenuEntry[]
  side?: 'right' | 'bottom'
  align?: 'start' | 'end'
}

export function Menu({ trigger, label, entries, side = 'bottom', align = 'start' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="menu"
          aria-label={label}
          aria-labelledby={undefined}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={keepTakenFocus}
        >
          <MenuEntries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ContextMenuProps = {
  /** Where it opens, in pixels of the window; null while it is closed. */
  at: { x: number; y: number } | null
  label: string
  entries: readonly MenuEntry[]
  onClose: () => void
}

/**
 * One menu for a whole screen, opened at the pointer by a right click or at the selected thing by a key. A menu around
 * each of two thousand things would cost more than the things.
 */
export function ContextMenu({ at, label, entries, onClose }: ContextMenuProps) {
  const before = useRef<Element | null>(null)
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = at !== null
  }, [at])
  return (
    <Radix.Root open={at !== null} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Radix.Trigger asChild>
        <span className="menu-anchor" aria-hidden="true" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="menu"
          aria-label={label}
          aria-labelledby={undefined}
          side="bottom"
          align="start"
          collisionPadding={8}
          loop
          ref={(content) => {
            if (content) before.current ??= document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            // Back to where the person was, not to the invisible anchor. A right click elsewhere closes and opens in one go:
            // then the focus is the new menu's, and taking it away would close that one.
            event.preventDefault()
            if (isOpen.current) return
            if (isFocusFree() && before.current instanceof HTMLElement) before.current.focus()
            before.current = null
          }}
        >
          <MenuEntries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function MenuEntries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry) => <MenuRow key={entry.id} entry={entry} />)
}

function MenuRow({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'action':
      return (
        <Radix.Item
          className={clsx('menu-row', entry.danger === true && 'danger')}
          disabled={entry.disabled === true}
          onSelect={entry.onSelect}
        >
          {entry.icon ? <Icon of={entry.icon} size={14} /> : null}
          <span className="grow">
            {entry.label}
            {entry.note === undefined ? null : <small className="menu-note">{entry.note}</small>}
          </span>
          {entry.detail === undefined ? null : <span className="menu-detail">{entry.detail}</span>}
          {entry.hotkey === undefined ? null : <Kbd>{entry.hotkey}</Kbd>}
        </Radix.Item>
      )
    case 'choice':
      return (
        <Radix.CheckboxItem className="menu-row" checked={entry.chosen} onSelect={entry.onSelect}>
          <span className="grow">{entry.label}</span>
          <Radix.ItemIndicator>
            <Icon of={Check} size={14} />
          </Radix.ItemIndicator>
        </Radix.CheckboxItem>
      )
    case 'submenu':
      return (
        <Radix.Sub>
          <Radix.SubTrigger className="menu-row">
            {entry.icon ? <Icon of={entry.icon} size={14} /> : null}
            <span className="grow">{entry.label}</span>
            <Icon of={ChevronRight} size={14} />
          </Radix.SubTrigger>
          <Radix.Portal>
            <Radix.SubContent className="menu" sideOffset={4} alignOffset={-5} collisionPadding={8} loop>
              <MenuEntries entries={entry.entries} />
            </Radix.SubContent>
          </Radix.Portal>
        </Radix.Sub>
      )
    case 'heading':
      return <Radix.Label className="menu-heading">{entry.label}</Radix.Label>
    case 'line':
      return <Radix.Separator className="menu-line" />
  }
}
