import { branchesOf } from '../flow-graph/exits.ts'
import type { HumanNode, TypedNode } from '../flow-graph/node-config.ts'
import type { LimitAction, PlainHandler } from '../flow-graph/people.ts'
import { inBothLanguages } from '../flow-graph/typed-graph.ts'
import { minutes, type Instant } from '../instant.ts'
import type { Stage } from '../stage.ts'
import { chooseHandler, guardHolds } from './choose-handler.ts'
import type { FlowEvent } from './flow-event.ts'
import type { FlowContext, FlowEffect } from './flow-input.ts'
import { applyFlowEvent, carries, type FlowState, type Frame, type Token } from './flow-state.ts'
import { requireVersionNode, type VersionNode } from './version.ts'

const stageOf = ({ config }: VersionNode): Stage | null => ('stage' in config ? config.stage : null)

type Why = Extract<FlowEvent, { type: 'tokenPlaced' }>['why']
type Emitted<Event = FlowEvent> = Event extends FlowEvent ? Omit<Event, 'at' | 'by'> : never

/** No validated flow passes this many nodes without waiting for somebody: it would have an endless loop. */
const mostSteps = 10_000

/** One advance of one ticket: gathers events and effects, and knows the state in between. */
export class FlowRun {
  state: FlowState
  readonly events: FlowEvent[] = []
  readonly effects: FlowEffect[] = []
  private readonly context: FlowContext
  private readonly unsettled: string[] = []

  constructor(state: FlowState, context: FlowContext) {
    this.state = state
    this.context = context
  }

  emit(event: Emitted): void {
    const dated: FlowEvent = { ...event, at: this.context.now, by: this.context.by }
    this.events.push(dated)
    this.state = applyFlowEvent(this.state, dated)
  }

  token(tokenId: string): Token | undefined {
    return this.state.tokens.find(({ id }) => id === tokenId)
  }

  node(nodeId: string): VersionNode {
    return requireVersionNode(this.context.version, nodeId)
  }

  /** How many sub-tickets keep the ticket from being closed. */
  openGates(): number {
    return this.state.subTickets.filter(({ open, blocksClosing }) => open && blocksClosing).length
  }

  /** Sends a new token on its way. */
  begin(nodeId: string, why: 'start' | 'reopen'): void {
    this.place(`t${this.state.steps + 1}`, nodeId, [], 'intake', null, why)
  }

  /** Leaves by an exit. */
  follow(token: Token, exit: string): void {
    const { next } = this.node(token.nodeId)
    // A webhook without an exit for failure goes on all the same.
    const [target] = next[exit] ?? (exit === 'failed' ? next['done'] : undefined) ?? []
    if (target === undefined) throw new Error(`node ${token.nodeId} has no exit ${exit}`)
    this.go(token, target, exit, 'exit')
  }

  /** Goes to a node, and leaves the blocks of which it is no part: what else runs in them is withdrawn. */
  go(token: Token, nodeId: string, exit: string | null, why: Why): void {
    const frames = [...token.frames]
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { block } = this.node(frame.forkId)
      if (block && (block.joinId === nodeId || block.inside.includes(nodeId))) break
      frames.pop()
    }
    this.moveTo(token, nodeId, frames, exit, why)
  }

  /** `frames` are the first ones of the token's own. */
  moveTo(token: Token, nodeId: string, frames: readonly Frame[], exit: string | null, why: Why): void {
    const left = token.frames.at(frames.length)
    if (left)
      for (const other of this.state.tokens)
        if (other.id !== token.id && carries(other, left)) this.withdraw(other)
    this.leave(token)
    const from = { nodeId: token.nodeId, exit, spentMs: this.spent(token) }
    this.place(token.id, nodeId, frames, token.stage, from, why)
  }

  /** Puts a token on a node of another version, without a step that anybody has taken. */
  relocate(token: Token, nodeId: string, frames: readonly Frame[]): void {
    this.clearTimers(token)
    const from = { nodeId: token.nodeId, exit: null, spentMs: this.spent(token) }
    this.place(token.id, nodeId, frames, token.stage, from, 'moved', token.handlerId)
  }

  withdraw(token: Token): void {
    this.clearTimers(token)
    this.emit({ type: 'tokenWithdrawn', tokenId: token.id, nodeId: token.nodeId, spentMs: this.spent(token) })
  }

  /**
   * Takes every token on until it stands where it has to wait. A ticket does not come to its end while sub-tickets are
   * open that block it; its last token then waits on the end node.
   */
  settle(): void {
    for (let steps = 0; ; steps += 1) {
      if (steps > mostSteps) throw new Error(`flow ${this.context.version.flowId} goes round without waiting`)
      const tokenId = this.unsettled.shift()
      if (tokenId === undefined) {
        if (!this.joinOne() && !this.endOne()) return
        continue
      }
      const token = this.token(tokenId)
      if (token) this.pass(token)
    }
  }

  /** The time limit of a node has come near, or has passed. */
  fireLimit(token: Token, timer: 'warning' | 'breach', node: VersionNode & HumanNode): void {
    this.emit({ type: 'timerFired', tokenId: token.id, nodeId: node.id, timer })
    const actions = Object.values(timer === 'warning' ? node.config.onWarning : node.config.onBreach)
    for (const action of actions) this.act(action, token, node)
    // Handing it to somebody who is not there may have sent it elsewhere already.
    const isHere = this.token(token.id)?.step === token.step
    if (timer === 'breach' && isHere && actions.some(({ kind }) => kind === 'leave'))
      this.follow(token, 'timed-out')
  }

  /** Hands the work on a node to whom the rule names, or does what is to be done when that is nobody. */
  assign(token: Token, handler: PlainHandler): void {
    const known = this.knownHandler(handler)
    if (known === undefined) this.request(token, handler)
    else if (known === null) this.fillVacancy(token)
    else this.emit({ type: 'tokenHanded', tokenId: token.id, nodeId: token.nodeId, handlerId: known })
  }

  fillVacancy(token: Token): void {
    const node = this.node(token.nodeId)
    if (node.type !== 'task' && node.type !== 'approval') return
    const { vacant } = node.config
    switch (vacant.kind) {
      case 'wait':
        return
      case 'role':
        this.request(token, vacant)
        return
      case 'go-to':
        this.go(token, vacant.nodeId, null, 'vacant')
    }
  }

  private request({ id, step, nodeId }: Token, to: PlainHandler): void {
    this.effects.push({ kind: 'assign', tokenId: id, step, nodeId, to })
  }

  /** Null: there is nobody. Undefined: the engine cannot know. */
  private knownHandler(handler: PlainHandler): string | null | undefined {
    switch (handler.kind) {
      case 'person':
        return handler.personId
      case 'holder':
        return this.context.holderId
      case 'last-handler':
        return this.state.visited[handler.nodeId]?.handlerId ?? null
      case 'role':
      case 'team':
      case 'customer':
        return undefined
    }
  }

  private act(action: LimitAction, token: Token, node: HumanNode): void {
    switch (action.kind) {
      case 'notify': {
        const text = this.node(node.id).name
        this.effects.push({ kind: 'notify', nodeId: node.id, to: action.to, channel: action.channel, text })
        return
      }
      case 'raise-priority':
        this.effects.push({ kind: 'raise-priority', nodeId: node.id })
        return
      case 'hand-to':
        this.assign(token, action.handler)
        return
      case 'leave':
    }
  }

  private place(
    tokenId: string,
    nodeId: string,
    frames: readonly Frame[],
    lastStage: Stage,
    from: { nodeId: string; exit: string | null; spentMs: number } | null,
    why: Why,
    keptHandlerId: string | null = null,
  ): void {
    const node = this.node(nodeId)
    const { warnAt, dueAt } = this.deadlines(node)
    // A token that comes back finds who worked here before; a rule below may say otherwise.
    const handlerId = why === 'return' ? (this.state.visited[nodeId]?.handlerId ?? null) : keptHandlerId
    const stage = stageOf(node) ?? lastStage
    this.emit({ type: 'tokenPlaced', tokenId, nodeId, stage, frames, handlerId, warnAt, dueAt, why, from })
    this.unsettled.push(tokenId)
  }

  private leave(token: Token): void {
    this.clearTimers(token)
    this.tell(this.node(token.nodeId), 'left')
  }

  private clearTimers({ id, step, warnAt, dueAt }: Token): void {
    if (warnAt !== null || dueAt !== null) this.effects.push({ kind: 'clear-timers', tokenId: id, step })
  }

  private tell(node: VersionNode, when: 'entered' | 'left'): void {
    if (node.type !== 'task' && node.type !== 'approval') return
    for (const message of Object.values(node.config.messages)) {
      if (message.when !== when) continue
      const { to, channel, text } = message
      this.effects.push({ kind: 'notify', nodeId: node.id, to, channel, text: inBothLanguages(text) })
    }
  }

  private deadlines(node: VersionNode): { warnAt: Instant | null; dueAt: Instant | null } {
    const { now, deadline, facts } = this.context
    const none = { warnAt: null, dueAt: null }
    switch (node.type) {
      case 'task':
      case 'approval': {
        const { limitMinutes, limitCalendar, warnMinutes } = node.config
        if (limitMinutes === null) return none
        const dueAt = deadline(limitCalendar, now, limitMinutes)
        if (warnMinutes === null) return { warnAt: null, dueAt }
        return { warnAt: deadline(limitCalendar, now, Math.max(0, limitMinutes - warnMinutes)), dueAt }
      }
      case 'timer': {
        const { from, calendar } = node.config
        const due = facts['due']
        if (from === 'before-due' && typeof due === 'number')
          return { warnAt: null, dueAt: due - minutes(node.config.minutes) }
        return { warnAt: null, dueAt: deadline(calendar, now, node.config.minutes) }
      }
      case 'auto-assign':
        return { warnAt: null, dueAt: now + minutes(node.config.patienceMinutes) }
      case 'start':
      case 'condition':
      case 'fork':
      case 'join':
      case 'notify':
      case 'sub-ticket':
      case 'webhook':
      case 'end':
      case 'group':
        return none
    }
  }

  /** What a node does with a token that has just come. */
  private pass(token: Token): void {
    const node = this.node(token.nodeId)
    switch (node.type) {
      case 'start':
        this.follow(token, 'done')
        return
      case 'task':
      case 'approval':
        this.work(token, node)
        return
      case 'auto-assign':
        this.setTimer(token, 'wait', token.dueAt)
        this.effects.push({ ...this.at(token), kind: 'auto-assign', by: node.config.by })
        return
      case 'condition':
        this.follow(token, this.chooseBranch(node))
        return
      case 'fork':
        this.split(token, node)
        return
      case 'timer':
        this.setTimer(token, 'wait', token.dueAt)
        return
      case 'notify': {
        const { to, channel, text } = node.config
        if (to)
          this.effects.push({ kind: 'notify', nodeId: node.id, to, channel, text: inBothLanguages(text) })
        this.follow(token, 'done')
        return
      }
      case 'webhook': {
        const { url, retries, waits } = node.config
        this.effects.push({ ...this.at(token), kind: 'webhook', url, retries })
        if (!waits) this.follow(token, 'done')
        return
      }
      case 'sub-ticket':
        this.openSubTicket(token, node)
        return
      // Joins and ends are looked at when nothing else moves any more.
      case 'join':
      case 'end':
      case 'group':
        return
    }
  }

  private at = ({ id, step, nodeId }: Token) => ({ tokenId: id, step, nodeId })

  private setTimer(token: Token, timer: 'warning' | 'breach' | 'wait', at: Instant | null): void {
    if (at !== null) this.effects.push({ kind: 'set-timer', tokenId: token.id, step: token.step, timer, at })
  }

  private work(token: Token, node: VersionNode & HumanNode): void {
    this.setTimer(token, 'warning', token.warnAt)
    this.setTimer(token, 'breach', token.dueAt)
    this.tell(node, 'entered')
    if (token.handlerId === null && node.config.handler)
      this.assign(token, chooseHandler(node.config.handler, this.context.facts))
  }

  private chooseBranch(node: TypedNode<'condition'>): string {
    return branchesOf(node).find(({ guard }) => guardHolds(guard, this.context.facts))?.id ?? 'else'
  }

  private split(token: Token, node: VersionNode<'fork'>): void {
    const number = this.state.steps
    const frames = [...token.frames, { forkId: node.id, number, parentTokenId: token.id }]
    this.emit({ type: 'tokenSplit', tokenId: token.id, nodeId: node.id, spentMs: this.spent(token) })
    const from = { nodeId: node.id, exit: 'branches', spentMs: 0 }
    for (const target of node.next['branches'] ?? [])
      this.place(`t${this.state.steps + 1}`, target, frames, token.stage, from, 'branch')
  }

  private openSubTicket(token: Token, { config, id }: TypedNode<'sub-ticket'>): void {
    const key = `${token.id}.${token.step}`
    const { waits, blocksClosing, flowId } = config
    this.emit({ type: 'subTicketOpened', key, nodeId: id, tokenId: token.id, blocksClosing })
    this.effects.push({
      kind: 'open-sub-ticket',
      key,
      nodeId: id,
      title: inBothLanguages(config.title),
      flowId,
    })
    if (!waits) this.follow(token, 'done')
  }

  /** Joins the first block whose tokens have all arrived. */
  private joinOne(): boolean {
    for (const token of this.state.tokens) {
      const node = this.node(token.nodeId)
      if (node.type !== 'join') continue
      const depth = token.frames.findLastIndex(({ forkId }) => forkId === node.closes)
      const frame = token.frames[depth]
      if (!frame) {
        // It came here by no fork: a ticket that was moved from another version has nobody to wait for.
        this.follow(token, 'done')
        return true
      }
      const siblings = this.state.tokens.filter((one) => carries(one, frame))
      if (siblings.some(({ nodeId }) => nodeId !== node.id)) continue
      const arrived = siblings.map((one) => ({ tokenId: one.id, spentMs: this.spent(one) }))
      const frames = token.frames.slice(0, depth)
      const { parentTokenId: tokenId } = frame
      this.emit({ type: 'tokensJoined', nodeId: node.id, arrived, tokenId, stage: token.stage, frames })
      const joined = this.token(tokenId)
      if (joined) this.follow(joined, 'done')
      return true
    }
    return false
  }

  /** Takes the first token off an end node, unless it is the last one and sub-tickets are open. */
  private endOne(): boolean {
    const token = this.state.tokens.find(({ nodeId }) => this.node(nodeId).type === 'end')
    if (!token) return false
    const isLast = this.state.tokens.length === 1
    if (isLast && this.openGates() > 0) return false
    this.emit({ type: 'tokenEnded', tokenId: token.id, nodeId: token.nodeId, spentMs: this.spent(token) })
    if (isLast) this.emit({ type: 'flowFinished', nodeId: token.nodeId })
    return true
  }

  private spent({ since }: Token): number {
    return this.context.now - since
  }
}
