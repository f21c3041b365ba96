import clsx from 'clsx'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'

type PillProps = {
  label: string
  count?: number
  /** A class that sets `--hue`. */
  hue?: string
} & Omit<ComponentPropsWithoutRef<'button'>, 'children'>

/** A small button with a dot, a name and a count. */
export const Pill = forwardRef<HTMLButtonElement, PillProps>(function Pill(
  { label, count, hue, className, ...rest },
  ref,
) {
  return (
    <button type="button" {...rest} ref={ref} className={clsx('pill', className)}>
      {hue === undefined ? null : <i className={clsx('dot', hue)} />}
      {label}
      {count === undefined ? null : <b className="num">{count}</b>}
    </button>
  )
})
