import type { DraftChange } from '#contract/flow-publishing.ts'

/** Which changes of a review are to be published, by id. Always whole: nothing is chosen without what it needs. */
export type Choice = ReadonlySet<string>

/** With what they need. */
export function choose(changes: readonly DraftChange[], choice: Choice, ids: readonly string[]): Choice {
  const wanted = new Set(ids)
  const needed = changes.filter(({ change }) => wanted.has(change.id)).flatMap(({ needs }) => needs)
  return new Set([...choice, ...ids, ...needed])
}

/** With everything that could not be without them. */
export function leaveOut(changes: readonly DraftChange[], choice: Choice, ids: readonly string[]): Choice {
  const left = new Set(ids)
  return new Set(
    changes
      .filter(
        ({ change, needs }) =>
          choice.has(change.id) && !left.has(change.id) && !needs.some((id) => left.has(id)),
      )
      .map(({ change }) => change.id),
  )
}

/** The same choice in a newer review: what is new there is chosen when everything was, what is gone is forgotten. */
export function carryOver(
  before: readonly DraftChange[],
  choice: Choice,
  after: readonly DraftChange[],
): Choice {
  const known = new Set(before.map(({ change }) => change.id))
  const everything = before.length === choice.size
  const wanted = after
    .map(({ change }) => change.id)
    .filter((id) => choice.has(id) || (everything && !known.has(id)))
  return choose(after, new Set(), wanted)
}
