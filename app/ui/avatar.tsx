import clsx from 'clsx'

type AvatarProps = {
  name: string
  /** Oneself is dark, everybody else quiet. */
  me?: boolean
  size?: 'normal' | 'small'
}

/** A person at a desk: round, with the surname in Chinese and the first letter otherwise. */
export function Avatar({ name, me = false, size = 'normal' }: AvatarProps) {
  return (
    <span
      className={clsx('avatar', me && 'me', size === 'small' && 'small')}
      role="img"
      aria-label={name}
      title={name}
    >
      <span aria-hidden="true">{/\p{L}/u.exec(name)?.[0].toUpperCase()}</span>
    </span>
  )
}
