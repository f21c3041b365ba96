type ProgressProps = {
  label: string
  /** 0 to 1, or null while nobody can know. */
  value: number | null
}

export function Progress({ label, value }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i
        style={percent === undefined ? undefined : { width: `${percent}%` }}
        data-unknown={value === null || undefined}
      />
    </div>
  )
}
