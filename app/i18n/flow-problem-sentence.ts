import type { FlowRefusal } from '#domain/flow/flow-input.ts'
import type { MigrationFlaw } from '#domain/flow/migrate.ts'
import type { ProblemDetail } from '#domain/flow-graph/problem.ts'
import type { GuardFlaw } from '#domain/guard/flaw.ts'
import type { i18n } from 'i18next'

/** What is wrong with a graph, to be said beside the name of the node. `branchName` is what people call a branch. */
export function flowProblemSentence(
  words: i18n,
  problem: ProblemDetail,
  branchName: (branch: string) => string = (branch) => branch,
): string {
  const { t } = words
  switch (problem.name) {
    case 'start-repeated':
      return t('flowGraph:problem.start-repeated', { count: problem.count })
    case 'exit-open':
    case 'exit-unknown':
      return t(`flowGraph:problem.${problem.name}`, { handle: branchName(problem.handle) })
    case 'exit-split':
      return t('flowGraph:problem.exit-split', { handle: branchName(problem.handle), count: problem.count })
    case 'stage-backwards': {
      const [from, to] = [t(`terms:stage.${problem.from}`), t(`terms:stage.${problem.to}`)]
      return t('flowGraph:problem.stage-backwards', { from, to })
    }
    case 'setting-unreadable':
    case 'field-unknown':
      return t(`flowGraph:problem.${problem.name}`, { field: problem.field })
    case 'node-unknown':
      return t('flowGraph:problem.node-unknown', { node: problem.node })
    case 'person-unknown':
      return t('flowGraph:problem.person-unknown', { person: problem.person })
    case 'team-unknown':
      return t('flowGraph:problem.team-unknown', { team: problem.team })
    case 'calendar-missing':
      return t('flowGraph:problem.calendar-missing', { hours: problem.hours })
    case 'calendar-unknown':
      return t('flowGraph:problem.calendar-unknown', { calendar: problem.calendar })
    case 'warning-after-limit':
      return t('flowGraph:problem.warning-after-limit', { minutes: problem.minutes })
    case 'url-private':
      return t('flowGraph:problem.url-private', { host: problem.host })
    case 'guard-flawed': {
      const flaw = guardFlawSentence(words, problem.flaw)
      return t('flowGraph:problem.guard-flawed', { branch: branchName(problem.branch), flaw })
    }
    case 'guard-never':
    case 'guard-covered':
      return t(`flowGraph:problem.${problem.name}`, { branch: branchName(problem.branch) })
    case 'start-missing':
    case 'end-missing':
    case 'unreachable':
    case 'dead-end':
    case 'edge-dangling':
    case 'edge-into-start':
    case 'endless-loop':
    case 'fork-single':
    case 'fork-unjoined':
    case 'fork-torn':
    case 'fork-left':
    case 'join-without-fork':
    case 'malformed':
    case 'name-missing':
    case 'handler-missing':
    case 'handler-unfit':
    case 'recipient-missing':
    case 'url-malformed':
    case 'failure-unhandled':
    case 'branches-missing':
    case 'else-missing':
    case 'guard-always':
      return t(`flowGraph:problem.${problem.name}`)
  }
}

/** Why a text is no guard; shown under it while it is written. */
export function guardFlawSentence({ t }: i18n, flaw: GuardFlaw): string {
  switch (flaw.name) {
    case 'too-long':
    case 'too-deep':
      return t(`flowGraph:flaw.${flaw.name}`, { most: flaw.most })
    case 'character-unknown':
      return t('flowGraph:flaw.character-unknown', { character: flaw.character })
    case 'number-malformed':
      return t('flowGraph:flaw.number-malformed', { text: flaw.text })
    case 'bracket-unclosed':
      return t('flowGraph:flaw.bracket-unclosed', { bracket: flaw.bracket })
    case 'field-unknown':
      return flaw.nearest === null
        ? t('flowGraph:flaw.field-unknown', { field: flaw.field })
        : t('flowGraph:flaw.field-unknown_near', { field: flaw.field, nearest: flaw.nearest })
    case 'option-unknown':
      return t('flowGraph:flaw.option-unknown', { option: flaw.option, field: flaw.field })
    case 'types-differ': {
      const [left, right] = [t(`flowGraph:type.${flaw.left}`), t(`flowGraph:type.${flaw.right}`)]
      return t('flowGraph:flaw.types-differ', { left, right })
    }
    case 'type-unfit':
    case 'no-condition':
      return t(`flowGraph:flaw.${flaw.name}`, { type: t(`flowGraph:type.${flaw.type}`) })
    case 'text-unclosed':
    case 'operand-expected':
    case 'operator-expected':
    case 'comparison-chained':
    case 'empty-expected':
    case 'list-item-expected':
    case 'list-mixed':
    case 'field-needed':
      return t(`flowGraph:flaw.${flaw.name}`)
  }
}

/** Why the engine does not do what was asked. `fieldName` is what people call a field. */
export function flowRefusalSentence(
  { t }: i18n,
  refusal: FlowRefusal,
  fieldName: (field: string) => string,
): string {
  switch (refusal.name) {
    case 'operation-not-allowed':
      return t('flowGraph:refusal.operation-not-allowed', {
        operation: t(`flowGraph:operation.${refusal.operation}`),
      })
    case 'outcome-unknown':
      return t('flowGraph:refusal.outcome-unknown', { outcome: refusal.outcome })
    case 'fields-required':
      return t('flowGraph:refusal.fields-required', { fields: refusal.fields.map(fieldName).join(', ') })
    case 'sub-tickets-open':
      return t('flowGraph:refusal.sub-tickets-open', { count: refusal.count })
    case 'token-gone':
    case 'not-visited':
    case 'flow-over':
    case 'flow-running':
      return t(`flowGraph:refusal.${refusal.name}`)
  }
}

/** Why a ticket cannot be moved to another version. `nodeName` is what people call a node. */
export function migrationFlawSentence(
  { t }: i18n,
  flaw: MigrationFlaw,
  nodeName: (nodeId: string) => string,
): string {
  switch (flaw.name) {
    case 'node-gone':
      return t('flowGraph:migration.node-gone', { node: nodeName(flaw.nodeId) })
    case 'node-unfit': {
      const names = { node: nodeName(flaw.nodeId), target: nodeName(flaw.target) }
      return t('flowGraph:migration.node-unfit', names)
    }
    case 'block-torn':
      return t('flowGraph:migration.block-torn', { fork: nodeName(flaw.forkId) })
  }
}
