import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#domain/stage.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { formatDistance, formatMinutes, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { formatPoints } from '../scoring/points.ts'
import type { DropVerdict } from './drag-card.tsx'
import type { DropPlace, Held } from './drop-place.ts'
import type { DropTarget } from './drop-targets.ts'
import { gestureToCommand } from './gesture-to-command.ts'
import { findTickets } from './use-dispatch.ts'

/** What letting go would do, in words: known for every target before the hand opens. */
export function useDropVerdict({ shown, flows, board }: Pick<BoardClientState, 'shown' | 'flows' | 'board'>) {
  const { t, i18n } = useTranslation(['board', 'terms', 'scoring'])
  const locale = useLocale()

  const ofEngineer = ({ engineer, rejection, distanceMeters, load, advised }: DropTarget): DropVerdict => {
    if (rejection) return { tone: 'refused', text: rejectionSentence(i18n, rejection) }
    const text = t('board:drag.assign', { engineer: engineer.name })
    if (advised?.kind === 'scored') {
      const { arrivesAt, score } = advised.recommended
      const time = formatTime(locale, arrivesAt, board.timeZone)
      return { tone: 'ok', text, detail: t('scoring:arrives', { time }), score }
    }
    const detail = `${formatDistance(locale, distanceMeters)} · ${load}/${engineer.capacity}`
    if (advised?.kind !== 'against') return { tone: 'ok', text, detail }
    return { tone: 'ok', text, detail, warning: rejectionSentence(i18n, advised.rejection) }
  }

  const ofStage = (held: Held, stage: Stage): DropVerdict | null => {
    if (held.kind !== 'tickets') return null
    const tickets = findTickets(shown, held.ids)
    if (tickets.every((ticket) => ticket.stage === stage)) return null
    const { commands, question, refusals } = gestureToCommand({ kind: 'to-stage', stage }, tickets, flows)
    const name = t(`terms:stage.${stage}`)
    const [refusal] = refusals
    if (question?.kind === 'engineer') return { tone: 'ask', text: t('board:drag.askEngineer') }
    if (question?.kind === 'transition')
      return { tone: 'ask', text: t('board:drag.askTransition', { stage: name }) }
    if (question?.kind === 'reason') return { tone: 'ask', text: t('board:drag.askReason') }
    if (commands.length === 0 && refusal)
      return { tone: 'refused', text: rejectionSentence(i18n, refusal.rejection) }
    return { tone: 'ok', text: t('board:drag.move', { stage: name }) }
  }

  /** @param targets the engineers as targets for the tickets in the air, or for the ticket under the engineer in the air */
  const ofPlace = (
    held: Held,
    place: DropPlace | null,
    targets: ReadonlyMap<string, DropTarget> | null,
  ): DropVerdict | null => {
    if (!place) return null
    if (place.kind === 'stage') return ofStage(held, place.stage)
    const engineerId = held.kind === 'engineer' ? held.id : place.id
    const target = targets?.get(engineerId)
    return target ? ofEngineer(target) : null
  }

  /** The few words under a marker of the map. */
  const shortly = useCallback(
    (target: DropTarget): string => {
      const { rejection, distanceMeters, load, engineer, advised } = target
      if (!rejection && advised?.kind === 'scored') {
        const { score, travel } = advised.recommended
        return `${formatPoints(score.total)} ${formatMinutes(locale, travel.seconds / 60)}`
      }
      if (!rejection) return `${formatDistance(locale, distanceMeters)} ${load}/${engineer.capacity}`
      if (rejection.name === 'skill-missing') {
        const { skill, has, needed } = rejection
        return has === 0 ? t('board:why.noSkill', { skill }) : t('board:why.skill', { skill, has, needed })
      }
      if (rejection.name === 'off-shift') return t('board:why.offShift')
      if (rejection.name === 'at-capacity') return t('board:why.full', { load, capacity: engineer.capacity })
      if (rejection.name === 'same-engineer') return t('board:why.holds')
      if (rejection.name === 'pinned') return t('board:why.pinned')
      return t('board:why.no')
    },
    [t, locale],
  )

  return { ofPlace, ofStage, shortly }
}
