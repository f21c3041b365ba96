import type { DecisionFlaw, Verification } from './verify-decisions.ts'

/** What the person at the terminal reads. */
export function verificationText(
  { checked, differing, overrides }: Verification,
  engineerNames: ReadonlyMap<string, string>,
): string {
  const nameOf = (id: string) => engineerNames.get(id) ?? id
  const { byPeople, overrides: count, preferred, against, againstRule } = overrides
  const share = byPeople > 0 ? ` (${((100 * count) / byPeople).toFixed(1)} %)` : ''
  return [
    `Decisions: ${checked}, computed again to the same: ${checked - differing.length}, to another: ${differing.length}`,
    ...differing.map(
      ({ decision: { ticketId, ticketVersion, at }, flaw }) =>
        `  ticket ${ticketId} version ${ticketVersion}, ${new Date(at).toISOString()}: ${flawText(flaw, nameOf)}`,
    ),
    `People chose other than advised: ${count} of ${byPeople}${share}`,
    ...table('engineers chosen instead', preferred, nameOf),
    ...table('what spoke most for the one advised', against),
    ...table('rules against the one chosen', againstRule),
  ].join('\n')
}

function flawText(flaw: DecisionFlaw, nameOf: (id: string) => string): string {
  switch (flaw.flaw) {
    case 'score-differs':
      return `${nameOf(flaw.engineerId)} is stored with ${flaw.stored.total} points and comes to ${flaw.computed.total}`
    case 'order-differs':
      return `${nameOf(flaw.engineerId)} stands behind somebody with less`
    case 'rank-differs':
      return `${nameOf(flaw.engineerId)} was chosen and stands elsewhere in the list than stored`
    case 'policy-differs':
      return 'another policy version spoke than the record says'
  }
}

function table(
  title: string,
  counts: Readonly<Record<string, number>>,
  nameOf: (key: string) => string = (key) => key,
): string[] {
  const lines = Object.entries(counts).sort(([, a], [, b]) => b - a)
  if (lines.length === 0) return []
  return [`  ${title}:`, ...lines.map(([key, count]) => `    ${String(count).padStart(5)}  ${nameOf(key)}`)]
}
