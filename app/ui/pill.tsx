import clsx from 'clsx'
import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'

type PillProps = {
  label: string
  count?: number
  /** Goes first. */
  dot?: ReactNode
} & Omit<ComponentPropsWithoutRef<'button'>, 'children'>

/** A small button with a dot, a name and a count. */
export const Pill = forwardRef<HTMLButtonElement, PillProps>(function Pill(
  { label, count, dot, className, ...rest },
  ref,
) {
  return (
    <button type="button" {...rest} ref={ref} className={clsx('pill', className)}>
      {dot}
      {label}
      {count === undefined ? null : <b className="num">{count}</b>}
    </button>
  )
})
