import { Link, type LinkProps } from '@remix-run/react'
import clsx from 'clsx'
import type { LucideIcon } from '#app/ui/icons.ts'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

type Look = 'plain' | 'primary' | 'bare' | 'danger'
/** 28 px in the console, 36 px where a page has one form and room. */
type Size = 'normal' | 'large'

type Shape = { look?: Look; size?: Size; icon?: LucideIcon | undefined }

const buttonClass = (look: Look, size: Size, className: string | undefined) =>
  clsx('btn', look !== 'plain' && look, size === 'large' && 'large', className)

type ButtonProps = Shape & {
  /** Work is under way: the button keeps its words and its place, and cannot be pressed twice. */
  busy?: boolean
} & ComponentPropsWithoutRef<'button'>

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = 'plain', size = 'normal', icon, busy = false, className, children, disabled, ...rest },
  ref,
) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={buttonClass(look, size, className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {icon ? <Icon of={icon} size={size === 'large' ? 16 : 14} /> : null}
      {children}
    </button>
  )
})

/** Goes to a page, and looks like a button. */
export function ButtonLink({
  look = 'plain',
  size = 'normal',
  icon,
  className,
  children,
  ...rest
}: Shape & LinkProps) {
  return (
    <Link {...rest} className={buttonClass(look, size, className)}>
      {icon ? <Icon of={icon} size={size === 'large' ? 16 : 14} /> : null}
      {children}
    </Link>
  )
}

type IconButtonProps = {
  /** Read out, and shown on hover and focus. */
  label: string
  icon: LucideIcon
  hotkey?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
} & Omit<ComponentPropsWithoutRef<'button'>, 'aria-label' | 'children'>

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, icon, hotkey, side = 'bottom', className, ...rest },
  ref,
) {
  return (
    <Tooltip text={label} hotkey={hotkey} side={side}>
      <button
        type="button"
        {...rest}
        ref={ref}
        className={clsx('btn', 'bare', 'sq', className)}
        aria-label={label}
      >
        <Icon of={icon} size={16} />
      </button>
    </Tooltip>
  )
})
