import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Check, Info, UserRound } from '#app/ui/icons.ts'
import type { PlanRequest } from '#contract/wire.ts'
import type { BacklogPlan } from '#domain/batch-assignment/backlog-plan.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import type { Gesture } from '../board/gesture-to-command.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { LeftOverList } from './left-over-list.tsx'
import { PlanComparison } from './plan-comparison.tsx'
import { PlanGroupRows } from './plan-group-rows.tsx'
import { compareTicked, tickedItems } from './plan-review.ts'
import { useKeysIn } from './use-keys-in.ts'
import type { PlanHand } from './use-plan.ts'

type PlanSheetProps = {
  plan: BacklogPlan
  asked: PlanRequest['ticketIds']
  hand: PlanHand
  state: BoardClientState
  onAct: (gesture: Gesture, ticketIds: readonly string[]) => void
  onOpen: (ticketId: string) => void
}

/** A plan that is there: figures, who gets what, what is left over, and the buttons that carry it out or drop it. */
export function PlanSheet({ plan, asked, hand, state, onAct, onOpen }: PlanSheetProps) {
  const { t } = useTranslation('plan')
  const locale = useLocale()
  const { groups } = hand
  const ticked = tickedItems(groups)
  const isLive = state.connection.state === 'live'
  const { policy, at, method, leftOver } = plan

  const accept = () => {
    if (!isLive || ticked.length === 0) return
    onAct(
      { kind: 'as-planned', assignments: ticked },
      ticked.map(({ ticketId }) => ticketId),
    )
  }
  const list = useRef<HTMLDivElement>(null)
  useKeysIn(list, (event) => {
    if (!(event.target instanceof HTMLInputElement)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input:enabled') ?? [])]
      boxes[boxes.indexOf(event.target) + step]?.focus()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      accept()
    }
  })

  if (plan.assignments.length === 0)
    return (
      <div className="plan-body">
        {leftOver.length === 0 ? (
          <EmptyState icon={Check} title={t('empty.nothing')} text={t('empty.nothingText')} />
        ) : (
          <EmptyState icon={UserRound} title={t('empty.nobody', { count: leftOver.length })} />
        )}
        <LeftOverList leftOver={leftOver} tickets={state.shown} open />
      </div>
    )
  return (
    <>
      {method.kind === 'greedy' ? <Banner tone="info">{t(`greedy.${method.why}`)}</Banner> : null}
      {isLive ? null : <Banner tone="offline">{t('offline')}</Banner>}
      <div className="plan-body">
        <PlanComparison {...compareTicked(plan, ticked)} />
        <div className="plan-groups" role="group" aria-label={t('list')} ref={list}>
          {groups.map((group) => (
            <PlanGroupRows
              key={group.engineerId}
              group={group}
              engineers={state.engineers}
              onTick={hand.tick}
              onPoint={hand.setLitEngineerId}
              onOpen={onOpen}
            />
          ))}
        </div>
        <LeftOverList leftOver={leftOver} tickets={state.shown} />
        <p className="plan-source">
          <Info size={12} aria-hidden />
          {t('policy', {
            time: formatTime(locale, at, state.board.timeZone),
            policy: policy.name,
            number: policy.number,
          })}
        </p>
      </div>
      <footer className="plan-foot">
        <Button onClick={hand.close}>{t('discard')}</Button>
        <Button look="bare" onClick={() => hand.ask(asked)}>
          {t('again')}
        </Button>
        <span className="grow" />
        <Button
          look="primary"
          className="num"
          disabled={!isLive || ticked.length === 0}
          title={isLive ? undefined : t('acceptOffline')}
          onClick={accept}
        >
          {ticked.length === 0 ? t('acceptNone') : t('accept', { count: ticked.length })}
        </Button>
      </footer>
    </>
  )
}
