type SkeletonProps = { width: string; height?: number }

/** A grey bar of the size of the text that will replace it, so that nothing jumps. */
export function Skeleton({ width, height = 8 }: SkeletonProps) {
  return <i className="skeleton" style={{ width, height }} aria-hidden="true" />
}
