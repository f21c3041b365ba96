import { HoverCard as Radix } from 'radix-ui'
import { useRef, useState, type ReactElement, type ReactNode } from 'react'

type HoverCardProps = {
  /** One element that takes a ref. */
  trigger: ReactElement
  children: ReactNode
}

/** A closer look for the pointer; what it shows must be to be had by keys elsewhere. */
export function HoverCard({ trigger, children }: HoverCardProps) {
  const [open, setOpen] = useState(false)
  // Whoever presses wants what the press does: the card would lie over it, as long as the pointer rests.
  const isPressed = useRef(false)
  const show = (next: boolean) => {
    if (!next || !isPressed.current) setOpen(next)
  }
  return (
    <Radix.Root open={open} openDelay={400} closeDelay={150} onOpenChange={show}>
      <Radix.Trigger
        asChild
        onPointerEnter={() => {
          isPressed.current = false
        }}
        onPointerDown={() => {
          isPressed.current = true
          setOpen(false)
        }}
      >
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="popover" side="right" align="start" sideOffset={12} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
