import { readGuard } from '../guard/check.ts'
import type { FieldTable } from '../guard/field-table.ts'
import type { Expression } from '../guard/syntax.ts'
import { isCovered, truthOf } from '../guard/truth.ts'
import { branchesOf } from './exits.ts'
import type { HumanNode, TypedNode } from './node-config.ts'
import type { Handler, LimitAction, Name, PlainHandler, Recipient } from './people.ts'
import { isPrivateHost } from './private-address.ts'
import { problemAt, type Problem } from './problem.ts'
import type { TypedGraph } from './typed-graph.ts'

export type ValidationContext = {
  /** What guards may speak of, and the fields on which rights can be given. */
  fields: FieldTable
  /** Ids of the people there are; undefined where that is not known, as in the middle of an import. */
  people?: ReadonlySet<string>
  /** Ids of the teams; undefined where that is not known. */
  teams?: ReadonlySet<string>
  /** Ids of the working calendars; undefined where that is not known. */
  calendars?: ReadonlySet<string>
  /** Webhooks to private addresses are allowed on this installation. */
  allowPrivateHosts: boolean
}

/** What the settings of one node lack. */
export function checkSettings(
  graph: TypedGraph,
  node: TypedNode,
  context: ValidationContext,
): readonly Problem[] {
  if (node.type === 'group') return []
  return [...checkName(node), ...checkByType(graph, node, context)]
}

function checkByType(graph: TypedGraph, node: TypedNode, context: ValidationContext): readonly Problem[] {
  const place = { nodeId: node.id }
  switch (node.type) {
    case 'task':
    case 'approval':
      return checkHuman(graph, node, context)
    case 'auto-assign':
      return node.config.by.kind === 'rule' ? checkDispatch(graph, node, node.config.by.handler, context) : []
    case 'condition':
      return checkBranches(graph, node, context)
    case 'notify':
      return node.config.to
        ? checkRecipient(node, node.config.to, context)
        : [problemAt(place, { name: 'recipient-missing' })]
    case 'webhook':
      return checkWebhook(graph, node, context)
    case 'timer':
      return checkCalendar(node, node.config.calendar, context)
    case 'start':
    case 'fork':
    case 'join':
    case 'sub-ticket':
    case 'end':
    case 'group':
      return []
  }
}

const isBlank = (name: Name): boolean =>
  (typeof name === 'string' ? name : name['zh-CN'] + name.en).trim() === ''

function checkName(node: TypedNode): readonly Problem[] {
  const speaksForItself =
    node.type === 'fork' || node.type === 'join' || node.type === 'start' || node.type === 'end'
  return speaksForItself || !isBlank(node.config.name)
    ? []
    : [problemAt({ nodeId: node.id }, { name: 'name-missing' })]
}

function checkHuman(graph: TypedGraph, node: HumanNode, context: ValidationContext): readonly Problem[] {
  const place = { nodeId: node.id }
  const { handler, vacant, rights, limitMinutes, limitCalendar, warnMinutes } = node.config
  const problems: Problem[] = []
  if (handler) problems.push(...checkHandler(graph, node, handler, context))
  else problems.push(problemAt(place, { name: 'handler-missing' }))
  if (vacant.kind === 'go-to') problems.push(...checkNodeId(graph, node, vacant.nodeId))
  for (const field of Object.keys(rights))
    if (!context.fields.has(field)) problems.push(problemAt(place, { name: 'field-unknown', field }, field))
  // A day or more meets a night or a weekend; whether those count, somebody has to say.
  if (limitMinutes !== null && limitMinutes >= 24 * 60 && limitCalendar === null)
    problems.push(problemAt(place, { name: 'calendar-missing', hours: Math.round(limitMinutes / 60) }))
  problems.push(...checkCalendar(node, limitCalendar, context))
  if (warnMinutes !== null && limitMinutes !== null && warnMinutes >= limitMinutes)
    problems.push(problemAt(place, { name: 'warning-after-limit', minutes: warnMinutes }))
  const actions = [...Object.values(node.config.onWarning), ...Object.values(node.config.onBreach)]
  for (const action of actions) problems.push(...checkAction(graph, node, action, context))
  for (const { to } of Object.values(node.config.messages))
    problems.push(...checkRecipient(node, to, context))
  return unique(problems)
}

const checkCalendar = (
  { id: nodeId }: TypedNode,
  calendar: string | null,
  { calendars }: ValidationContext,
): readonly Problem[] =>
  calendar === null || calendar === 'always' || !calendars || calendars.has(calendar)
    ? []
    : [problemAt({ nodeId }, { name: 'calendar-unknown', calendar }, calendar)]

const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [problem.id, problem])).values(),
]

function checkAction(
  graph: TypedGraph,
  node: TypedNode,
  action: LimitAction,
  context: ValidationContext,
): readonly Problem[] {
  if (action.kind === 'notify') return checkRecipient(node, action.to, context)
  return action.kind === 'hand-to' ? checkHandler(graph, node, action.handler, context) : []
}

/** A ticket is dispatched to an engineer: to one who is named, or to one of several. */
function checkDispatch(
  graph: TypedGraph,
  node: TypedNode,
  handler: Handler,
  context: ValidationContext,
): readonly Problem[] {
  const named =
    handler.kind === 'rule' ? [...handler.cases.map((one) => one.handler), handler.otherwise] : [handler]
  const isUnfit = ({ kind, ...one }: PlainHandler): boolean =>
    kind === 'holder' || kind === 'customer' || ('role' in one && one.role !== 'engineer')
  return [
    ...(named.some(isUnfit) ? [problemAt({ nodeId: node.id }, { name: 'handler-unfit' })] : []),
    ...checkHandler(graph, node, handler, context),
  ]
}

function checkHandler(
  graph: TypedGraph,
  node: TypedNode,
  handler: Handler,
  context: ValidationContext,
): readonly Problem[] {
  if (handler.kind !== 'rule') return checkPlainHandler(graph, node, handler, context)
  const named = [...handler.cases.map((one) => one.handler), handler.otherwise]
  return [
    ...handler.cases.flatMap(
      ({ guard }, index) => checkGuard(node, `rule ${index + 1}`, guard, context).problems,
    ),
    ...named.flatMap((one) => checkPlainHandler(graph, node, one, context)),
  ]
}

function checkPlainHandler(
  graph: TypedGraph,
  node: TypedNode,
  handler: PlainHandler,
  context: ValidationContext,
): readonly Problem[] {
  if (handler.kind === 'last-handler') return checkNodeId(graph, node, handler.nodeId)
  return checkNamed(node, handler, context)
}

const checkRecipient = (node: TypedNode, to: Recipient, context: ValidationContext): readonly Problem[] =>
  checkNamed(node, to, context)

function checkNamed(
  node: TypedNode,
  who: PlainHandler | Recipient,
  context: ValidationContext,
): readonly Problem[] {
  if (who.kind === 'person') return checkPerson(node, who.personId, context)
  return who.kind === 'team' ? checkTeam(node, who.teamId, context) : []
}

const checkTeam = ({ id }: TypedNode, team: string, { teams }: ValidationContext): readonly Problem[] =>
  !teams || teams.has(team) ? [] : [problemAt({ nodeId: id }, { name: 'team-unknown', team }, team)]

const checkPerson = ({ id }: TypedNode, person: string, { people }: ValidationContext): readonly Problem[] =>
  !people || people.has(person) ? [] : [problemAt({ nodeId: id }, { name: 'person-unknown', person }, person)]

function checkNodeId({ nodes }: TypedGraph, node: TypedNode, wanted: string): readonly Problem[] {
  const type = nodes.get(wanted)?.type
  return type !== undefined && type !== 'group' && type !== 'start'
    ? []
    : [problemAt({ nodeId: node.id }, { name: 'node-unknown', node: wanted }, wanted)]
}

function checkGuard(
  { id: nodeId }: TypedNode,
  branch: string,
  source: string,
  { fields }: ValidationContext,
): { expression: Expression | undefined; problems: readonly Problem[] } {
  const read = readGuard(source, fields)
  if (!read.ok) {
    const problem = problemAt({ nodeId }, { name: 'guard-flawed', branch, flaw: read.flaw }, branch)
    return { expression: undefined, problems: [problem] }
  }
  const isNever = truthOf(read.expression, fields) === 'never'
  return {
    expression: read.expression,
    problems: isNever ? [problemAt({ nodeId }, { name: 'guard-never', branch }, branch)] : [],
  }
}

function checkBranches(
  graph: TypedGraph,
  node: TypedNode<'condition'>,
  context: ValidationContext,
): readonly Problem[] {
  const place = { nodeId: node.id }
  const branches = branchesOf(node)
  if (branches.length === 0) return [problemAt(place, { name: 'branches-missing' })]
  const problems: Problem[] = []
  const earlier: Expression[] = []
  for (const { id: branch, guard } of branches) {
    const { expression, problems: found } = checkGuard(node, branch, guard, context)
    problems.push(...found)
    if (!expression) continue
    if (found.length === 0 && earlier.length > 0 && isCovered(expression, earlier, context.fields))
      problems.push(problemAt(place, { name: 'guard-covered', branch }, branch))
    earlier.push(expression)
  }
  const hasElse = (graph.leaving.get(node.id) ?? []).some(({ sourceHandle }) => sourceHandle === 'else')
  const coversAll = isCovered({ kind: 'boolean', value: true, from: 0, to: 0 }, earlier, context.fields)
  if (!hasElse && !coversAll) problems.push(problemAt(place, { name: 'else-missing' }))
  const last = branches.at(-1)
  if (hasElse && coversAll && last) problems.push(problemAt(place, { name: 'guard-always', branch: last.id }))
  return problems
}

function checkWebhook(
  graph: TypedGraph,
  { id: nodeId, config }: TypedNode<'webhook'>,
  { allowPrivateHosts }: ValidationContext,
): readonly Problem[] {
  const url = URL.canParse(config.url) ? new URL(config.url) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return [problemAt({ nodeId }, { name: 'url-malformed' })]
  if (!allowPrivateHosts && isPrivateHost(url.hostname))
    return [problemAt({ nodeId }, { name: 'url-private', host: url.hostname })]
  const hasFailure = (graph.leaving.get(nodeId) ?? []).some(({ sourceHandle }) => sourceHandle === 'failed')
  const isLeftAlone = config.waits ? !hasFailure : config.retries === 0
  return isLeftAlone ? [problemAt({ nodeId }, { name: 'failure-unhandled' })] : []
}
