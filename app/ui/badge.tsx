import clsx from 'clsx'
import type { ReactNode } from 'react'

type BadgeProps = { tone?: 'neutral' | 'accent' | 'good' | 'warn' | 'bad'; children: ReactNode }

/** A word about the state of something; not a button. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return <span className={clsx('badge', tone !== 'neutral' && tone)}>{children}</span>
}
