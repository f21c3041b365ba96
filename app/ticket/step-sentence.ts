import type { FlowEvent } from '#domain/flow/flow-event.ts'
import type { i18n } from 'i18next'

/** What happened beside the step that the card shows: the most telling of the flow's events. */
export function stepSentence(
  { t }: i18n,
  steps: readonly FlowEvent[],
  { actor, nodeName }: { actor: string; nodeName: (id: string) => string },
): string {
  const fired = steps.find((event) => event.type === 'timerFired')
  if (fired) return t(`ticket:event.${fired.timer}`, { node: nodeName(fired.nodeId) })
  const left = steps.find((event) => event.type === 'tokenPlaced' && event.from !== null)
  if (left?.type === 'tokenPlaced' && left.from)
    return t('ticket:event.stepped', { actor, node: nodeName(left.from.nodeId) })
  const handed = steps.find((event) => event.type === 'tokenHanded')
  if (handed) return t('ticket:event.handed', { actor, node: nodeName(handed.nodeId) })
  if (steps.some(({ type }) => type === 'subTicketClosed')) return t('ticket:event.subTicketClosed')
  return t('ticket:event.wentOn', { actor })
}
