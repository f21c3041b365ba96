import type { LucideIcon } from '#app/ui/icons.ts'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type EmptyStateProps = { icon: LucideIcon; title: string; text?: ReactNode; action?: ReactNode }

/** Why there is nothing here, and what to do about it. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon of={icon} size={20} />
      <b>{title}</b>
      {text === undefined ? null : <span>{text}</span>}
      {action}
    </div>
  )
}
