import {
  ArrowRight,
  CircleX,
  Flag,
  Link,
  Lock,
  LockOpen,
  MessageSquare,
  PanelRight,
  RotateCcw,
  Sparkles,
  Undo2,
  UserRound,
  Users,
  Workflow,
} from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import { acceptsByKey } from '#domain/scoring/engine-settings.ts'
import type { Rejection } from '#domain/rejection.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { showToast } from '../ui/toast.tsx'
import { formatPoints } from '../scoring/points.ts'
import { useSuggestion } from '../scoring/use-suggestions.ts'
import type { StepAsked, TellStep } from '../ticket/step-act.ts'
import { ContextMenu, type MenuEntry } from '../ui/menu.tsx'
import type { BoardPermissions } from './board-props.ts'
import type { DropTarget } from './drop-targets.ts'
import { priorities } from './filters.ts'
import { newId } from './new-id.ts'
import { useLiveClient } from './board-context.tsx'
import type { Gesture } from './gesture-to-command.ts'
import { cancelling, findAssignObstacle, findObstacle } from './gesture-obstacle.ts'
import { useBestEntry } from './use-best-entry.ts'
import { useMoveEntries } from './use-move-entries.tsx'
import { useStepEntries } from './use-step-entries.ts'

/** Of several tickets the nearest who can take them all are one step away; all others two, by name. */
const nearestShown = 5

type TicketMenuProps = {
  at: { x: number; y: number }
  tickets: readonly Ticket[]
  state: BoardClientState
  targets: readonly DropTarget[]
  permissions: BoardPermissions
  onGesture: (gesture: Gesture) => void
  onAssign: () => void
  onCancelTickets: () => void
  onStep: (asked: StepAsked) => void
  onTaken: TellStep
  onOpen: () => void
  onClose: () => void
}

/** Everything that a drag can do, and the rest, for one ticket or for all selected ones. */
export function TicketMenu(props: TicketMenuProps) {
  const { at, tickets, state, permissions, onGesture, onAssign, onCancelTickets, onOpen, onClose } = props
  const { t, i18n } = useTranslation('board')
  const client = useLiveClient()
  const moves = useMoveEntries(props)
  const nearest = useNearestEntries(props)
  const suggested = useSuggestedEntries(props)
  const offers = useOfferEntries(props)
  const [first] = tickets
  const one = tickets.length === 1
  const steps = useStepEntries({ ...props, ticket: (one && first) || null })
  const unassignable = findAssignObstacle(tickets, state)
  // What is suggested on the card is the same question, with a key of its own.
  const asksBest = permissions.dispatch && one && unassignable === null && suggested.length === 0
  const best = useBestEntry({ ...props, ticket: asksBest ? (first ?? null) : null })
  if (!first || !client) return null
  /** What is there but cannot be done just now says why. */
  const unless = (obstacle: Rejection | null) =>
    obstacle ? { disabled: true, note: rejectionSentence(i18n, obstacle) } : {}
  const obstacleOf = (gesture: Gesture) => findObstacle(gesture, tickets, state, client.findRefusal)
  const open = tickets.every(isOpen)
  const held = tickets.every(({ assignment }) => assignment !== null)
  const pinned = first.assignment?.pinned === true
  const line = (id: string): MenuEntry => ({ kind: 'line', id })
  const when = (condition: boolean, ...entries: MenuEntry[]) => (condition ? entries : [])

  const entries: MenuEntry[] = [
    ...when(permissions.dispatch && one, ...suggested),
    ...(best ? [best] : []),
    ...when(permissions.dispatch && !one && unassignable === null, {
      kind: 'submenu',
      id: 'nearest',
      label: t('menu.nearest'),
      icon: UserRound,
      entries: nearest,
    }),
    ...when(permissions.dispatch && open, {
      kind: 'action',
      id: 'assign',
      label: t('menu.assign'),
      icon: UserRound,
      hotkey: 'A',
      ...unless(unassignable),
      onSelect: onAssign,
    }),
    ...when(permissions.dispatch && one && open && !held, ...offers),
    ...when(one && open && first.flow !== null, {
      kind: 'submenu',
      id: 'steps',
      label: t('menu.steps'),
      icon: Workflow,
      entries: steps,
    }),
    ...when(permissions.move, {
      kind: 'submenu',
      id: 'move',
      label: t('menu.move'),
      icon: ArrowRight,
      entries: moves,
    }),
    ...when(permissions.prioritise && open, {
      kind: 'submenu',
      id: 'priority',
      label: t('menu.priority'),
      icon: Flag,
      entries: priorities.map((priority) => ({
        kind: 'choice',
        id: String(priority),
        label: t(`priority.p${priority}`),
        chosen: one && first.priority === priority,
        onSelect: () => onGesture({ kind: 'priority', priority }),
      })),
    }),
    ...when(permissions.dispatch && open && held, {
      kind: 'action',
      id: 'pin',
      label: pinned ? t('menu.unpin') : t('menu.pin'),
      icon: pinned ? LockOpen : Lock,
      hotkey: 'P',
      ...unless(obstacleOf({ kind: 'toggle-pin' })),
      onSelect: () => onGesture({ kind: 'toggle-pin' }),
    }),
    ...when(
      one,
      { kind: 'action', id: 'open', label: t('menu.open'), icon: PanelRight, hotkey: '↵', onSelect: onOpen },
      {
        kind: 'action',
        id: 'link',
        label: t('menu.copyLink'),
        icon: Link,
        onSelect: () => void copyLink(first.id, t('menu.copied'), t('menu.notCopied')),
      },
    ),
    ...when(permissions.dispatch && open && held, line('line-1'), {
      kind: 'action',
      id: 'unassign',
      label: t('menu.unassign'),
      icon: Undo2,
      hotkey: 'U',
      danger: true,
      ...unless(obstacleOf({ kind: 'unassign' })),
      onSelect: () => onGesture({ kind: 'unassign' }),
    }),
    ...when(permissions.cancel && open, {
      kind: 'action',
      id: 'cancel',
      label: t('menu.cancel'),
      icon: CircleX,
      danger: true,
      ...unless(obstacleOf(cancelling)),
      onSelect: onCancelTickets,
    }),
    ...when(permissions.reopen && tickets.every((ticket) => !isOpen(ticket)), {
      kind: 'action',
      id: 'reopen',
      label: t('menu.reopen'),
      icon: RotateCcw,
      ...unless(obstacleOf({ kind: 'reopen' })),
      onSelect: () => onGesture({ kind: 'reopen' }),
    }),
  ]
  return (
    <ContextMenu
      at={at}
      label={t('menu.label', { number: first.number })}
      entries={entries}
      onClose={onClose}
    />
  )
}

type MoveMenuProps = Pick<TicketMenuProps, 'at' | 'tickets' | 'state' | 'onGesture' | 'onClose'>

/** Only the ways onward: what the key for moving opens. */
export function MoveMenu(props: MoveMenuProps) {
  const { t } = useTranslation('board')
  return (
    <ContextMenu
      at={props.at}
      label={t('menu.move')}
      entries={useMoveEntries(props)}
      onClose={props.onClose}
    />
  )
}

type StepMenuProps = Pick<TicketMenuProps, 'at' | 'tickets' | 'state' | 'onStep' | 'onTaken' | 'onClose'>

/** Only the steps of its flow: what the key for them opens. */
export function StepMenu(props: StepMenuProps) {
  const { t } = useTranslation('board')
  const ticket = props.tickets[0] ?? null
  const title = t('menu.stepsOf', { number: ticket?.number ?? '' })
  return (
    <ContextMenu
      at={props.at}
      label={title}
      entries={[{ kind: 'heading', id: 'of', label: title }, ...useStepEntries({ ...props, ticket })]}
      onClose={props.onClose}
    />
  )
}

/** The one whom the engine would send to a waiting ticket. */
function useSuggestedEntries({ tickets, state, onGesture }: TicketMenuProps): MenuEntry[] {
  const { t } = useTranslation('board')
  const first = useSuggestion(tickets[0])?.first
  if (!first) return []
  const { engineerId } = first
  const entry: MenuEntry = {
    kind: 'action',
    id: 'accept',
    label: t('menu.accept', { engineer: state.engineers.get(engineerId)?.name ?? '' }),
    icon: Sparkles,
    detail: formatPoints(first.points),
    onSelect: () => onGesture({ kind: 'to-engineer', engineerId, asSuggested: true }),
  }
  return [acceptsByKey(state.board.dispatchMode) ? { ...entry, hotkey: 'Y' } : entry]
}

/** Asking instead of giving: the best engineer, or whoever comes first; and taking the question back. */
function useOfferEntries({ tickets, state, targets, onGesture }: TicketMenuProps): MenuEntry[] {
  const { t } = useTranslation('board')
  const [ticket] = tickets
  const suggested = useSuggestion(ticket)?.first?.engineerId
  if (!ticket || ticket.stage !== 'to-dispatch') return []
  if (ticket.offer)
    return [
      {
        kind: 'action',
        id: 'withdraw-offer',
        label: ticket.offer.to === 'pool' ? t('menu.unpool') : t('menu.withdrawOffer'),
        icon: Undo2,
        onSelect: () => onGesture({ kind: 'withdraw-offer' }),
      },
    ]
  const best = suggested ?? targets.find(({ rejection }) => rejection === null)?.engineer.id
  const offer = (engineerId: string | null) => onGesture({ kind: 'offer', engineerId, offerId: newId() })
  return [
    ...(best === undefined
      ? []
      : [
          {
            kind: 'action' as const,
            id: 'offer',
            label: t('menu.offer', { engineer: state.engineers.get(best)?.name ?? '' }),
            icon: MessageSquare,
            onSelect: () => offer(best),
          },
        ]),
    { kind: 'action', id: 'pool', label: t('menu.pool'), icon: Users, onSelect: () => offer(null) },
  ]
}

function useNearestEntries({ targets, onGesture }: TicketMenuProps): MenuEntry[] {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const fitting = targets.filter(({ rejection }) => rejection === null).slice(0, nearestShown)
  if (fitting.length === 0)
    return [
      { kind: 'action', id: 'none', label: t('menu.nobodyFits'), disabled: true, onSelect: () => undefined },
    ]
  return fitting.map(({ engineer, load, distanceMeters }) => ({
    kind: 'action',
    id: engineer.id,
    label: engineer.name,
    detail: `${formatDistance(locale, distanceMeters)} · ${load}/${engineer.capacity}`,
    onSelect: () => onGesture({ kind: 'to-engineer', engineerId: engineer.id }),
  }))
}

async function copyLink(ticketId: string, copied: string, notCopied: string) {
  const address = new URL(window.location.href)
  address.search = new URLSearchParams({ ticket: ticketId }).toString()
  try {
    await navigator.clipboard.writeText(address.toString())
    showToast({ tone: 'done', text: copied })
  } catch {
    // Browsers forbid it on pages without TLS: then the address itself is the help.
    showToast({ tone: 'bad', text: `${notCopied} ${address.toString()}` })
  }
}
