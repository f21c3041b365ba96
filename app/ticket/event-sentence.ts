import type { BoardEvent } from '#contract/board-event.ts'
import type { Flow } from '#domain/flow/flow.ts'
import type { TicketChanges } from '#domain/ticket/ticket-event.ts'
import type { i18n } from 'i18next'
import { stepSentence } from './step-sentence.ts'

export type SentenceFacts = {
  flow: Flow
  /** Undefined for somebody who is no longer on the board. */
  engineerName: (engineerId: string) => string | undefined
}

/** What happened to a ticket, as a line of its history. */
export function eventSentence(i18n: i18n, entry: BoardEvent, facts: SentenceFacts): string {
  const { t, language } = i18n
  const { event } = entry
  const actor = entry.actor.name
  const engineerName = (id: string) => facts.engineerName(id) ?? t('ticket:someEngineer')
  const nodeName = (id: string) => {
    const node = facts.flow.nodes.find((one) => one.id === id)
    return node ? node.name[language === 'en' ? 'en' : 'zh-CN'] : id
  }
  switch (event.type) {
    case 'ticketCreated':
      return t('ticket:event.created', { actor, source: t(`board:source.${event.ticket.source}`) })
    case 'ticketEdited':
      return t('ticket:event.edited', { actor, fields: fieldNames(i18n, Object.keys(event.changes)) })
    case 'ticketAssigned':
      if (event.accepts === 'offer') return t('ticket:event.accepted', { actor })
      if (event.accepts === 'pool') return t('ticket:event.claimed', { actor })
      return t('ticket:event.assigned', { actor, engineer: engineerName(event.engineerId) })
    case 'ticketOffered':
      return event.offer.to === 'pool'
        ? t('ticket:event.pooled', { actor })
        : t('ticket:event.offered', { actor, engineer: engineerName(event.offer.engineerId) })
    case 'offerEnded':
      if (event.outcome === 'withdrawn') return t('ticket:event.offerWithdrawn', { actor })
      if (event.outcome === 'declined') return t('ticket:event.offerDeclined', { actor })
      return t('ticket:event.offerExpired', { engineer: engineerName(event.engineerId ?? '') })
    case 'ticketReassigned':
      return t('ticket:event.reassigned', {
        actor,
        previous: engineerName(event.previousEngineerId),
        engineer: engineerName(event.engineerId),
      })
    case 'ticketUnassigned':
      return t('ticket:event.unassigned', { actor, previous: engineerName(event.previousEngineerId) })
    case 'ticketMoved':
      return t('ticket:event.moved', { actor, from: nodeName(event.fromNodeId), to: nodeName(event.nodeId) })
    case 'ticketPrioritySet':
      return t('ticket:event.priority', { actor, from: event.previous, to: event.priority })
    case 'noteAdded':
      return t('ticket:event.note', { actor })
    case 'assignmentPinned':
      return t('ticket:event.pinned', { actor })
    case 'assignmentUnpinned':
      return t('ticket:event.unpinned', { actor })
    case 'ticketCancelled':
      return t('ticket:event.cancelled', { actor, reason: event.reason })
    case 'ticketReopened':
      return t('ticket:event.reopened', { actor })
    case 'ticketStepped':
      return stepSentence(i18n, event.steps ?? [], { actor, nodeName })
    case 'formFilled':
      return t('ticket:event.formFilled', { actor })
  }
}

const changeFields = [
  'title',
  'description',
  'requiredSkills',
  'place',
  'address',
  'district',
  'windowFrom',
  'windowTo',
  'dueAt',
] as const satisfies readonly (keyof TicketChanges)[]

/** The names of fields in the reader's language, in the order of the form. */
export function fieldNames({ t }: i18n, changed: readonly string[]): string {
  return changeFields
    .filter((field) => changed.includes(field))
    .map((field) => t(`ticket:field.${field}`))
    .join(t('ticket:fieldSeparator'))
}
