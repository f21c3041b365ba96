import { HoverCard as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

type HoverCardProps = {
  /** One element that takes a ref. */
  trigger: ReactElement
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

/** A closer look for the pointer; what it shows must be to be had by keys elsewhere. */
export function HoverCard({ trigger, onOpenChange, children }: HoverCardProps) {
  return (
    <Radix.Root openDelay={400} closeDelay={150} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="popover" side="right" align="start" sideOffset={12} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
