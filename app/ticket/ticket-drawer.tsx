import { FileQuestion, X } from '#app/ui/icons.ts'
import { Tabs } from 'radix-ui'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { flowOf } from '#domain/flow/board-flows.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { ReasonDialog } from '../board/board-dialogs.tsx'
import type { BoardPermissions } from '../board/board-props.ts'
import { useLocale } from '../i18n/i18n.ts'
import type { useAdvice } from '../scoring/use-advice.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import { DrawerHeader } from './drawer-header.tsx'
import { drawerMenu } from './drawer-menu.ts'
import { moveOptions } from './move-options.ts'
import { NoteField } from './note-field.tsx'
import { AssetTab, CustomerTab } from './party-tabs.tsx'
import { RefusalLine } from './refusal-line.tsx'
import type { StepAsked, TellStep } from './step-act.ts'
import { SlaBand } from './sla-band.tsx'
import './ticket.css'
import { TicketTab } from './ticket-tab.tsx'
import { useDrawerFocus } from './use-drawer-focus.ts'
import { useEscape } from './use-escape.ts'
import type { PlaceSource } from './use-place-picking.ts'
import { useSend } from './use-send.ts'
import { useStepDraft } from './use-step-draft.ts'
import { useTicketDetails } from './use-ticket-details.ts'

export type TicketDrawerProps = {
  ticketId: string
  client: BoardClient
  state: BoardClientState
  permissions: BoardPermissions
  placeSource: PlaceSource
  /** What the engine says of this ticket. */
  advice: ReturnType<typeof useAdvice>
  onClose: () => void
  /** `reason`: why not the first of the list; empty for nothing said. */
  onAssign: (engineerId: string, reason: string) => void
  /** Opens the board's own list of engineers for this ticket. */
  onAssignRequest: (ticketId: string) => void
  onLocate: (ticketId: string) => void
  /** What was asked about a step of a drawn flow, here or elsewhere on the board, and is not answered yet. */
  step: StepAsked | null
  onStep: (asked: StepAsked | null) => void
  onTaken: TellStep
  onOpenTicket: (ticketId: string) => void
}

/** One ticket over the right edge of the work. Another ticket starts it anew, with nothing of the last one in it. */
export function TicketDrawer({ ticketId, ...props }: TicketDrawerProps) {
  const { t } = useTranslation('ticket')
  const drawer = useRef<HTMLElement>(null)
  useDrawerFocus(drawer)
  const ticket = props.state.shown.get(ticketId)
  useEscape(props.onClose)
  return (
    <aside ref={drawer} className="drawer" aria-label={t('title')}>
      {ticket ? (
        <OpenTicket key={ticketId} ticket={ticket} {...props} />
      ) : (
        <NoTicket onClose={props.onClose} />
      )}
    </aside>
  )
}

function NoTicket({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ticket')
  return (
    <>
      <header className="drawer-head">
        <div className="ticket-row">
          <span className="grow" />
          <IconButton label={t('close')} icon={X} hotkey="Esc" onClick={onClose} />
        </div>
      </header>
      <EmptyState icon={FileQuestion} title={t('notFound.title')} text={t('notFound.text')} />
    </>
  )
}

type OpenTicketProps = Omit<TicketDrawerProps, 'ticketId'> & { ticket: Ticket }

function OpenTicket({ ticket, client, state, permissions, placeSource, advice, ...hand }: OpenTicketProps) {
  const { t, i18n } = useTranslation('ticket')
  const [cancelling, setCancelling] = useState(false)
  const [tab, setTab] = useState('ticket')
  const draft = useStepDraft(ticket.id)
  const step = hand.step?.ticketId === ticket.id ? hand.step : null
  // Wherever it was asked: it is answered where the steps are.
  useEffect(() => {
    if (step) setTab('ticket')
  }, [step])
  const { send, refusal, dismiss } = useSend(client)
  const { shown, retry } = useTicketDetails(state.confirmed.get(ticket.id))
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  const { assignment } = ticket
  const unassigned = state.refused.findLast(
    ({ message: { name, input } }) =>
      (name === 'assignTicket' || name === 'reassignTicket') && input.ticketId === ticket.id,
  )
  const menu = drawerMenu(
    i18n,
    ticket,
    { client, state, permissions },
    {
      assign: () => hand.onAssignRequest(ticket.id),
      locate: () => hand.onLocate(ticket.id),
      copyLink: () => void copyLink(t('linkCopied')),
      reopen: () => void send('reopenTicket', target),
      cancel: () => setCancelling(true),
    },
  )
  return (
    <>
      <DrawerHeader
        ticket={ticket}
        state={state}
        menu={menu}
        onTogglePin={
          assignment && permissions.dispatch && isOpen(ticket)
            ? () => void send(assignment.pinned ? 'unpinAssignment' : 'pinAssignment', target)
            : undefined
        }
        onClose={hand.onClose}
      />
      <SlaBand ticket={ticket} timeZone={state.board.timeZone} />
      <RefusalLine
        rejection={refusal ?? unassigned?.rejection ?? null}
        onDismiss={() => {
          dismiss()
          if (unassigned) client.dismissRefusal(unassigned.commandId)
        }}
      />
      <Tabs.Root className="drawer-tabs" value={tab} onValueChange={setTab}>
        <Tabs.List className="tabs" aria-label={t('title')}>
          <Tabs.Trigger value="ticket">{t('tabs.ticket')}</Tabs.Trigger>
          <Tabs.Trigger value="customer">{t('tabs.customer')}</Tabs.Trigger>
          <Tabs.Trigger value="asset">{t('tabs.asset')}</Tabs.Trigger>
        </Tabs.List>
        <Panel value="ticket">
          <TicketTab
            {...{ ticket, client, state, permissions, shown, placeSource, send, advice, draft, step }}
            onAssign={hand.onAssign}
            onStep={hand.onStep}
            onTaken={hand.onTaken}
            onOpenTicket={hand.onOpenTicket}
            onRetry={retry}
          />
        </Panel>
        <Panel value="customer">
          <CustomerTab ticket={ticket} shown={shown} />
        </Panel>
        <Panel value="asset">
          <AssetTab ticket={ticket} shown={shown} />
        </Panel>
      </Tabs.Root>
      <footer className="drawer-foot">
        {permissions.note ? <NoteField ticketId={ticket.id} client={client} /> : <span className="grow" />}
        {permissions.move && isOpen(ticket) ? (
          <MoveMenu
            ticket={ticket}
            state={state}
            onMove={({ stage, id }) => void send('moveTicketStage', { ...target, stage, nodeId: id })}
          />
        ) : null}
      </footer>
      {cancelling ? (
        <ReasonDialog
          subject={ticket.number}
          onClose={() => setCancelling(false)}
          onCancelTickets={(reason) => {
            setCancelling(false)
            void send('cancelTicket', { ...target, reason })
          }}
        />
      ) : null}
    </>
  )
}

function Panel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Content className="drawer-body" value={value}>
      {children}
    </Tabs.Content>
  )
}

type MoveMenuProps = {
  ticket: Ticket
  state: BoardClientState
  onMove: (node: ReturnType<typeof moveOptions>[number]) => void
}

function MoveMenu({ ticket, state, onMove }: MoveMenuProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const options = moveOptions(flowOf(state.flows, ticket), ticket)
  return (
    <Menu
      label={t('moveTo')}
      align="end"
      trigger={
        <Button
          className="move-button"
          disabled={options.length === 0}
          title={options.length === 0 ? t('moveNowhere') : undefined}
        >
          {t('moveTo')}
        </Button>
      }
      entries={options.map((node) => ({
        kind: 'action',
        id: node.id,
        label: node.name[locale],
        onSelect: () => onMove(node),
      }))}
    />
  )
}

async function copyLink(text: string): Promise<void> {
  await navigator.clipboard.writeText(location.href)
  showToast({ text, tone: 'done' })
}
