import { useTranslation } from 'react-i18next'
import type { Priority } from '#domain/ticket/ticket.ts'

/** Priority is told by shape alone: "!" in a square, then three, two, one bars. */
export function PriorityGlyph({ priority }: { priority: Priority }) {
  const { t } = useTranslation('board')
  const label = t(`priority.p${priority}`)
  if (priority === 1)
    return (
      <svg
        className="priority first"
        width="14"
        height="14"
        viewBox="0 0 14 14"
        role="img"
        aria-label={label}
      >
        <rect x="1" y="1" width="12" height="12" rx="3" />
        <path d="M7 3.8v3.9M7 10v.1" />
      </svg>
    )
  const bars = 5 - priority
  return (
    <svg className="priority" width="14" height="14" viewBox="0 0 14 14" role="img" aria-label={label}>
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          className={bar < bars ? 'on' : undefined}
          x={1.4 + 4 * bar}
          y={8.4 - 3 * bar}
          width="3"
          height={3.6 + 3 * bar}
          rx=".8"
        />
      ))}
    </svg>
  )
}
