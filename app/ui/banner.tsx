import clsx from 'clsx'
import { CircleAlert, Info, WifiOff, type LucideIcon } from '#app/ui/icons.ts'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** `offline`: still usable, but not live. `bad`: something failed. */
type Tone = 'info' | 'offline' | 'bad'

const icons: Record<Tone, LucideIcon> = { info: Info, offline: WifiOff, bad: CircleAlert }

type BannerProps = { tone: Tone; action?: ReactNode; children: ReactNode }

/** A sentence above the work, about all of it. */
export function Banner({ tone, action, children }: BannerProps) {
  return (
    <div className={clsx('banner', tone)} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon of={icons[tone]} size={16} />
      <span className="grow">{children}</span>
      {action}
    </div>
  )
}
