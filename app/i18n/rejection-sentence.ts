import type { Rejection } from '#domain/rejection.ts'
import type { i18n } from 'i18next'
import { formatMinuteOfDay } from './format.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { flowRefusalSentence } from './flow-problem-sentence.ts'
import { policyFlawSentence } from './policy-flaw-sentence.ts'

/**
 * The sentence, in the language of `i18n`, that tells a person why something was refused. Each case hands over exactly
 * what its sentence needs, so a placeholder without a value does not compile.
 */
export function rejectionSentence(words: i18n, rejection: Rejection): string {
  const { t, language } = words
  const locale = language === 'en' ? 'en' : 'zh-CN'
  const fieldName = (field: string) => starterFields.get(field)?.name[locale] ?? field
  switch (rejection.name) {
    case 'version-stale':
      return t('rejections:version-stale', { changedBy: rejection.changedBy })
    case 'external-id-taken':
      return t('rejections:external-id-taken', { externalId: rejection.externalId })
    case 'already-assigned':
      return t('rejections:already-assigned', { engineer: rejection.engineer })
    case 'same-engineer':
      return t('rejections:same-engineer', { engineer: rejection.engineer })
    case 'pinned':
      return t('rejections:pinned', { engineer: rejection.engineer })
    case 'skill-missing': {
      const { engineer, skill, needed, has } = rejection
      return has === 0
        ? t('rejections:skill-missing_none', { engineer, skill, needed })
        : t('rejections:skill-missing', { engineer, skill, needed, has })
    }
    case 'off-shift':
      return t('rejections:off-shift', {
        engineer: rejection.engineer,
        from: formatMinuteOfDay(rejection.fromMinute),
        to: formatMinuteOfDay(rejection.toMinute),
      })
    case 'at-capacity': {
      const { engineer, load, capacity } = rejection
      return t('rejections:at-capacity', { engineer, load, capacity })
    }
    case 'engine-limit': {
      const { engineer, given, limit } = rejection
      return t('rejections:engine-limit', { engineer, given, limit })
    }
    case 'certificate-expired': {
      const { engineer, skill, validUntil } = rejection
      return t('rejections:certificate-expired', { engineer, skill, validUntil })
    }
    case 'customer-wish':
      return t('rejections:customer-wish', { engineer: rejection.engineer })
    case 'outside-region': {
      const { engineer, district } = rejection
      return t('rejections:outside-region', { engineer, district })
    }
    case 'travel-too-long': {
      const { engineer, minutes, limit } = rejection
      return t('rejections:travel-too-long', { engineer, minutes, limit })
    }
    case 'arrives-late': {
      const { engineer, minutes } = rejection
      return t('rejections:arrives-late', { engineer, minutes })
    }
    case 'no-transition': {
      const from = t(`terms:stage.${rejection.from}`)
      return rejection.to === null
        ? t('rejections:no-transition_nowhere', { from })
        : t('rejections:no-transition', { from, to: t(`terms:stage.${rejection.to}`) })
    }
    case 'choose-transition': {
      const names = rejection.options.map(({ name }) => name[locale])
      return t('rejections:choose-transition', {
        stage: t(`terms:stage.${rejection.stage}`),
        options: names.join(language === 'en' ? ', ' : '、'),
      })
    }
    case 'assignee-needed':
      return t('rejections:assignee-needed', { to: t(`terms:stage.${rejection.to}`) })
    case 'flow-version-not-found':
      return t('rejections:flow-version-not-found', { number: rejection.number })
    case 'not-your-step':
      return t('rejections:not-your-step', { node: rejection.node[locale] })
    case 'field-read-only':
    case 'field-unfit':
      return t(`rejections:${rejection.name}`, { field: fieldName(rejection.field) })
    case 'token-gone':
    case 'operation-not-allowed':
    case 'outcome-unknown':
    case 'fields-required':
    case 'sub-tickets-open':
    case 'not-visited':
    case 'flow-over':
    case 'flow-running':
      return flowRefusalSentence(words, rejection, fieldName)
    case 'flow-too-large': {
      const { nodes, megabytes } = rejection
      return t('rejections:flow-too-large', { nodes, megabytes })
    }
    case 'flow-flawed': {
      const errors = rejection.problems.filter(({ severity }) => severity === 'error')
      return t('rejections:flow-flawed', { problems: errors.length })
    }
    case 'flow-published':
      return t('rejections:flow-published', {
        number: rejection.number,
        publishedBy: rejection.publishedBy,
      })
    case 'draft-moved': {
      const authors = [...new Set(rejection.changes.map(({ author }) => author))]
      return t('rejections:draft-moved', { authors: authors.join(language === 'en' ? ', ' : '、') })
    }
    case 'changes-torn':
      return t('rejections:changes-torn', { missing: rejection.missing.length })
    case 'view-name-taken':
      return t('rejections:view-name-taken', { view: rejection.view })
    case 'too-many-views':
      return t('rejections:too-many-views', { most: rejection.most })
    case 'policy-version-not-found':
      return t('rejections:policy-version-not-found', { number: rejection.number })
    case 'calendar-name-taken':
      return t('rejections:calendar-name-taken', { calendar: rejection.calendar })
    case 'calendar-in-use':
      return t('rejections:calendar-in-use', { flow: rejection.flow, number: rejection.number })
    case 'flow-in-use':
      return t('rejections:flow-in-use', { board: rejection.board })
    case 'team-name-taken':
      return t('rejections:team-name-taken', { team: rejection.team })
    case 'team-in-use':
      return t('rejections:team-in-use', { flow: rejection.flow, number: rejection.number })
    case 'policy-name-taken':
      return t('rejections:policy-name-taken', { policy: rejection.policy })
    case 'policy-flawed':
      return t('rejections:policy-flawed', { flaw: policyFlawSentence(words, rejection.flaw) })
    case 'draft-changed':
      return t('rejections:draft-changed', { changedBy: rejection.changedBy })
    case 'unknown-command':
      return t('rejections:unknown-command', { command: rejection.command })
    case 'wrong-field':
      return t('rejections:wrong-field', { field: rejection.field })
    case 'rate-limited':
      return t('rejections:rate-limited', { seconds: rejection.seconds })
    case 'password-too-short':
      return t('rejections:password-too-short', { shortest: rejection.shortest })
    case 'something-broke':
      return t('rejections:something-broke', { commandId: rejection.commandId })
    case 'ticket-not-found':
    case 'engineer-not-found':
    case 'ticket-closed':
    case 'ticket-open':
    case 'note-exists':
    case 'ticket-exists':
    case 'not-assigned':
    case 'already-pinned':
    case 'not-pinned':
    case 'already-offered':
    case 'offer-over':
    case 'offer-running':
    case 'nothing-changed':
    case 'window-reversed':
    case 'no-drawn-flow':
    case 'handler-not-found':
    case 'flow-unpublished':
    case 'flow-not-found':
    case 'ticket-stays':
    case 'not-allowed':
    case 'board-not-found':
    case 'board-closed':
    case 'foreign-ticket':
    case 'customer-not-found':
    case 'asset-not-found':
    case 'view-not-found':
    case 'secret-replaced':
    case 'calendar-not-found':
    case 'team-not-found':
    case 'policy-not-found':
    case 'draft-unchanged':
    case 'plan-under-way':
    case 'plan-cancelled':
    case 'command-id-taken':
    case 'wrong-credentials':
    case 'demo-off':
    case 'setup-link-used':
    case 'session-expired':
    case 'wrong-origin':
    case 'frame-too-large':
    case 'impossible-coordinate':
    case 'device-unknown':
    case 'page-outdated':
    case 'no-answer':
    case 'database-away':
      return t(`rejections:${rejection.name}`)
  }
}
