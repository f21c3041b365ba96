import type { Rejection, RejectionName } from '../rejection.ts'

/** The rule that most were left out by, by the example of the nearest of them; null where there was nobody. */
export function findCommonestRejection(
  excluded: readonly { rejection: Rejection; meters: number }[],
): { rejection: Rejection; engineers: number } | null {
  const groups = new Map<RejectionName, { rejection: Rejection; meters: number; engineers: number }>()
  for (const { rejection, meters } of excluded) {
    const group = groups.get(rejection.name)
    if (!group) groups.set(rejection.name, { rejection, meters, engineers: 1 })
    else {
      group.engineers += 1
      if (meters < group.meters) Object.assign(group, { rejection, meters })
    }
  }
  let commonest: { rejection: Rejection; engineers: number } | null = null
  for (const { rejection, engineers } of groups.values())
    if (engineers > (commonest?.engineers ?? 0)) commonest = { rejection, engineers }
  return commonest
}
