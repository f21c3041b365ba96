import type { GuardField } from './field-table.ts'

/** What one field may still be, after some things have been asked of it. Numbers for moments and durations too. */
export type Domain = {
  least: number
  leastIncluded: boolean
  most: number
  mostIncluded: boolean
  /** Undefined: anything. */
  allowed: ReadonlySet<Scalar> | undefined
  excluded: ReadonlySet<Scalar>
  /** Asked to be missing, or, for a list, to have nothing in it. */
  empty: boolean
  /** Asked for something that only what is there can be. */
  present: boolean
  /** What a list must and must not have. */
  has: ReadonlySet<Scalar>
  lacks: ReadonlySet<Scalar>
}

export type Scalar = string | number | boolean

export const anything: Domain = {
  least: -Infinity,
  leastIncluded: true,
  most: Infinity,
  mostIncluded: true,
  allowed: undefined,
  excluded: new Set(),
  empty: false,
  present: false,
  has: new Set(),
  lacks: new Set(),
}

/** What both domains allow. */
export function narrow(one: Domain, other: Domain): Domain {
  const lower = one.least > other.least || (one.least === other.least && !one.leastIncluded) ? one : other
  const upper = one.most < other.most || (one.most === other.most && !one.mostIncluded) ? one : other
  return {
    least: lower.least,
    leastIncluded: lower.leastIncluded,
    most: upper.most,
    mostIncluded: upper.mostIncluded,
    allowed: both(one.allowed, other.allowed),
    excluded: new Set([...one.excluded, ...other.excluded]),
    empty: one.empty || other.empty,
    present: one.present || other.present,
    has: new Set([...one.has, ...other.has]),
    lacks: new Set([...one.lacks, ...other.lacks]),
  }
}

function both(
  one: ReadonlySet<Scalar> | undefined,
  other: ReadonlySet<Scalar> | undefined,
): ReadonlySet<Scalar> | undefined {
  if (!one || !other) return one ?? other
  return new Set([...one].filter((value) => other.has(value)))
}

/** True only when it is certain that no value of the field is in the domain. */
export function isImpossible(domain: Domain, field: GuardField): boolean {
  if (domain.empty) {
    const isScalar = field.type !== 'numbers' && field.type !== 'texts'
    return domain.present || domain.has.size > 0 || (field.always && isScalar)
  }
  if ([...domain.has].some((value) => domain.lacks.has(value))) return true
  if (!domain.present && !field.always) return false
  const options = field.options && new Set<Scalar>(field.options.map(({ value }) => value))
  const own = field.type === 'boolean' ? new Set<Scalar>([true, false]) : options
  const allowed = both(domain.allowed, own)
  const bounded = narrow(domain, {
    ...anything,
    least: field.least ?? -Infinity,
    most: field.most ?? Infinity,
  })
  const fits = (value: Scalar): boolean => !domain.excluded.has(value) && isWithin(value, bounded)
  if (allowed) return ![...allowed].some(fits)
  return field.whole ? !hasWholeNumber(bounded, fits) : isClosed(bounded)
}

function isWithin(value: Scalar, { least, leastIncluded, most, mostIncluded }: Domain): boolean {
  if (typeof value !== 'number') return true
  return (leastIncluded ? value >= least : value > least) && (mostIncluded ? value <= most : value < most)
}

/** Looks at few numbers: as many as are excluded, and one more, are enough to find one that fits. */
function hasWholeNumber(domain: Domain, fits: (value: number) => boolean): boolean {
  if (domain.least === -Infinity || domain.most === Infinity) return !isClosed(domain)
  const tries = domain.excluded.size + 3
  const first = Math.ceil(domain.least)
  for (let value = first; value <= domain.most && value < first + tries; value += 1)
    if (fits(value)) return true
  return false
}

const isClosed = ({ least, leastIncluded, most, mostIncluded, excluded }: Domain): boolean =>
  least > most || (least === most && (!(leastIncluded && mostIncluded) || excluded.has(least)))
