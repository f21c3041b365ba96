import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleAlert, WifiOff, X } from '#app/ui/icons.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import type { Gesture } from '../board/gesture-to-command.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Progress } from '../ui/progress.tsx'
import { PlanSheet } from './plan-sheet.tsx'
import './plan.css'
import { useKeysIn } from './use-keys-in.ts'
import type { PlanHand } from './use-plan.ts'

type PlanPanelProps = {
  plan: PlanHand
  state: BoardClientState
  /** The drawer of a ticket lies over it: Esc is the drawer's. */
  covered: boolean
  onAct: (gesture: Gesture, ticketIds: readonly string[]) => void
  onOpen: (ticketId: string) => void
}

/** Beside the map, which shows the same as broken lines: who would get which ticket, and what of it is to be done. */
export function PlanPanel({ plan, state, covered, onAct, onOpen }: PlanPanelProps) {
  const { t } = useTranslation('plan')
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusHere(heading)
  const panel = useRef<HTMLElement>(null)
  useKeysIn(panel, (event) => {
    if (event.key !== 'Escape' || covered) return
    event.preventDefault()
    plan.close()
  })
  return (
    // A dialog has the keys to itself while the focus is in it; the board stays within reach of the pointer.
    <aside ref={panel} role="dialog" aria-label={t('title')} className="plan-panel">
      <header className="plan-head">
        <h2 ref={heading} tabIndex={-1}>
          {t('title')}
        </h2>
        <IconButton label={t('close')} icon={X} onClick={plan.close} />
      </header>
      <PlanBody plan={plan} state={state} onAct={onAct} onOpen={onOpen} />
    </aside>
  )
}

function PlanBody({ plan, state, onAct, onOpen }: Omit<PlanPanelProps, 'covered'>) {
  const { t, i18n } = useTranslation('plan')
  const { shown } = plan
  switch (shown.state) {
    case 'closed':
      return null
    case 'making':
      return (
        <div className="plan-making">
          <p role="status">{t(`stage.${shown.progress.stage}`)}</p>
          <Progress label={t('progress')} value={shown.progress.share} />
          <Button onClick={plan.close}>{t('cancel')}</Button>
        </div>
      )
    case 'failed':
      return (
        <div role="alert">
          <EmptyState
            icon={shown.rejection.name === 'no-answer' ? WifiOff : CircleAlert}
            title={t('failed')}
            text={rejectionSentence(i18n, shown.rejection)}
            action={<Button onClick={() => plan.ask(shown.asked)}>{t('again')}</Button>}
          />
        </div>
      )
    case 'ready':
      return (
        <PlanSheet
          plan={shown.plan}
          asked={shown.asked}
          hand={plan}
          state={state}
          onAct={onAct}
          onOpen={onOpen}
        />
      )
  }
}

/** The panel is asked for by a button or a menu that may be gone: it takes the focus, and gives it back where it can. */
function useFocusHere(heading: RefObject<HTMLElement>) {
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus()
    }
  }, [heading])
}
