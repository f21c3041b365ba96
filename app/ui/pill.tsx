import clsx from 'clsx'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import type { Stage } from '#domain/stage.ts'

type PillProps = {
  label: string
  count?: number
  /** A dot of its colour goes first. */
  stage?: Stage
} & Omit<ComponentPropsWithoutRef<'button'>, 'children'>

/** A small button with a dot, a name and a count. */
export const Pill = forwardRef<HTMLButtonElement, PillProps>(function Pill(
  { label, count, stage, className, ...rest },
  ref,
) {
  return (
    <button type="button" {...rest} ref={ref} className={clsx('pill', className)}>
      {stage === undefined ? null : <i className="dot" data-stage={stage} />}
      {label}
      {count === undefined ? null : <b className="num">{count}</b>}
    </button>
  )
})
