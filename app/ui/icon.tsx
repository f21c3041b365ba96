import clsx from 'clsx'
import type { LucideIcon } from '#app/ui/icons.ts'

type IconProps = { of: LucideIcon; size?: 12 | 14 | 16 | 18 | 20; className?: string | undefined }

/** A drawing beside words. The line stays 1.4 px at every size, so that icons of two sizes look like one hand (they are drawn in a box of 24). */
export function Icon({ of: Drawing, size = 16, className }: IconProps) {
  return (
    <Drawing
      className={clsx('ic', className)}
      size={size}
      strokeWidth={(1.4 * 24) / size}
      aria-hidden="true"
      focusable="false"
    />
  )
}
