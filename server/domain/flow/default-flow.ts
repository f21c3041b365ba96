import type { Flow, FlowEdge, Guard, Trigger } from './flow.ts'

const held: readonly Guard[] = [{ kind: 'has-assignee' }]
const free: readonly Guard[] = [{ kind: 'has-no-assignee' }]

const edge = (from: string, trigger: Trigger, to: string, guards: readonly Guard[] = []): FlowEdge => ({
  id: `${from}-${trigger}-${to}`,
  from,
  to,
  trigger,
  guards,
})

const beforeArrival = ['assigned', 'en-route']
const atWork = ['on-site', 'waiting-parts', 'waiting-customer']
const unfinished = ['intake', 'to-dispatch', ...beforeArrival, ...atWork, 'to-verify']

/** Where a ticket stands that nobody went to, or not to its end. */
export const cancelledNodeId = 'cancelled'

/** The flow that every board starts with: intake → to-dispatch → assigned → en-route → on-site → to-verify → closed. */
export const defaultFlow: Flow = {
  id: 'default',
  version: 1,
  startNodeId: 'to-dispatch',
  nodes: [
    { id: 'intake', stage: 'intake', name: { 'zh-CN': '受理', en: 'Intake' } },
    { id: 'to-dispatch', stage: 'to-dispatch', name: { 'zh-CN': '待派', en: 'To dispatch' } },
    { id: 'assigned', stage: 'assigned', name: { 'zh-CN': '已派', en: 'Assigned' } },
    { id: 'en-route', stage: 'en-route', name: { 'zh-CN': '在途', en: 'En route' } },
    { id: 'on-site', stage: 'on-site', name: { 'zh-CN': '现场', en: 'On site' } },
    { id: 'waiting-parts', stage: 'waiting', name: { 'zh-CN': '等配件', en: 'Parts pending' } },
    { id: 'waiting-customer', stage: 'waiting', name: { 'zh-CN': '等客户', en: 'Customer pending' } },
    { id: 'to-verify', stage: 'to-verify', name: { 'zh-CN': '待验收', en: 'To verify' } },
    { id: 'closed', stage: 'closed', name: { 'zh-CN': '已关闭', en: 'Closed' } },
    { id: cancelledNodeId, stage: 'closed', name: { 'zh-CN': '已取消', en: 'Cancelled' } },
  ],
  edges: [
    edge('intake', 'move', 'to-dispatch'),
    edge('to-dispatch', 'move', 'intake'),
    edge('assigned', 'move', 'en-route', held),
    edge('en-route', 'move', 'assigned', held),
    edge('assigned', 'move', 'on-site', held),
    edge('en-route', 'move', 'on-site', held),
    edge('on-site', 'move', 'en-route', held),
    edge('on-site', 'move', 'waiting-parts'),
    edge('on-site', 'move', 'waiting-customer'),
    edge('waiting-parts', 'move', 'on-site', held),
    edge('waiting-customer', 'move', 'on-site', held),
    edge('on-site', 'move', 'to-verify', held),
    edge('to-verify', 'move', 'on-site', held),
    edge('to-verify', 'move', 'closed'),
    ...['intake', 'to-dispatch', ...beforeArrival, ...atWork].map((from) => edge(from, 'assign', 'assigned')),
    ...[...beforeArrival, ...atWork].map((from) => edge(from, 'unassign', 'to-dispatch')),
    ...unfinished.map((from) => edge(from, 'cancel', cancelledNodeId)),
    ...['closed', cancelledNodeId].flatMap((from) => [
      edge(from, 'reopen', 'assigned', held),
      edge(from, 'reopen', 'to-dispatch', free),
    ]),
  ],
}
