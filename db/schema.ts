import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { FlowMapName } from '#contract/flow-document.ts'
import type { MigrationDetail, MigrationMapping, MigrationOutcome } from '#contract/flow-migration.ts'
import type { ActorRef, Role } from '#domain/actor.ts'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Shift } from '#domain/engineer.ts'
import type { BilingualText } from '#domain/flow/flow.ts'
import type { FlowTimer } from '#domain/flow/flow-input.ts'
import type { FlowState } from '#domain/flow/flow-state.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Channel, Recipient } from '#domain/flow-graph/people.ts'
import type { GuardValue } from '#domain/guard/field-table.ts'
import type { Instant } from '#domain/instant.ts'
import type { NotSentReason } from '#domain/not-sent.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { Stage } from '#domain/stage.ts'
import type { StoredRecord } from '#domain/scoring/stored-record.ts'
import type { DispatchMode, HandOut } from '#domain/scoring/engine-settings.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import type { OfferOutcome, TicketOffer } from '#domain/ticket/offer.ts'
import type { Priority, TicketSource } from '#domain/ticket/ticket.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { WebhookFailure } from '#domain/webhook.ts'
import type { ItemAnswer } from '#domain/decide/board-facts.ts'

/** Objects go in and come out: postgres.js encodes them, and would encode a ready JSON text a second time. */
type Json<T> = ColumnType<T, T, T>

/** The tables as Kysely sees them. `migrations/` makes them; what each is for stands there. */
export type Schema = {
  installation: {
    id: Generated<boolean>
    organisation: string
    demo: boolean
    demo_from: ColumnType<Instant | null, Instant | null | undefined>
  }
  region: {
    id: string
    parent_id: string | null
    kind: 'country' | 'province' | 'city' | 'district'
    code: string | null
    name_zh: string
    name_en: string
    polygon: Json<GeoJSON.Polygon | GeoJSON.MultiPolygon> | null
  }
  board: {
    id: string
    name: string
    time_zone: string
    centre_lng: number
    centre_lat: number
    zoom: number
    last_seq: Generated<number>
    closed_at: Instant | null
    flow_id: ColumnType<string | null, string | null | undefined>
    created_at: Generated<Instant>
  }
  board_region: { board_id: string; region_id: string }
  person: {
    id: string
    name: string
    login: string
    password_hash: string | null
    role: Role
    demo: Generated<boolean>
    active: Generated<boolean>
    created_at: Generated<Instant>
  }
  board_member: { board_id: string; person_id: string }
  login_session: {
    token_hash: Buffer
    person_id: string
    created_at: Generated<Instant>
    expires_at: Instant
  }
  engineer: {
    id: string
    ref: GeneratedAlways<number>
    board_id: string
    person_id: string | null
    name: string
    skills: Json<SkillLevel[]>
    home_lng: number
    home_lat: number
    shift: Json<Shift>
    capacity: number
    districts: ColumnType<string[], string[] | undefined, string[]>
    rating_sum: Generated<number>
    rating_count: Generated<number>
    active: Generated<boolean>
  }
  device_token: { token_hash: Buffer; engineer_id: string; created_at: Generated<Instant> }
  last_position: {
    engineer_id: string
    lng: number
    lat: number
    heading_degrees: number | null
    at: Instant
  }
  customer: {
    id: string
    name: string
    phone: string
    address: string
    tier: ColumnType<string | null, string | null | undefined>
  }
  asset: {
    id: string
    customer_id: string
    name: string
    model: string
    serial: string
    installed_on: string | null
  }
  ticket: {
    id: string
    board_id: string
    number: string
    external_id: string | null
    title: string
    description: string
    priority: Priority
    required_skills: Json<SkillLevel[]>
    lng: number
    lat: number
    address: string
    district: string | null
    window_from: Instant | null
    window_to: Instant | null
    created_at: Instant
    due_at: Instant
    closed_at: Instant | null
    node_id: string
    stage: Stage
    stage_since: Instant
    source: TicketSource
    customer_id: string | null
    asset_id: string | null
    assignee_id: string | null
    assigned_at: Instant | null
    pinned: boolean
    offer: Json<TicketOffer> | null
    note_count: number
    version: number
    changed_at: Instant
    changed_by: string
  }
  assignment: {
    id: GeneratedAlways<number>
    ticket_id: string
    engineer_id: string
    ticket_version: number
    assigned_by: Json<ActorRef>
    assigned_at: Instant
    ended_at: Instant | null
  }
  offer: {
    id: string
    board_id: string
    ticket_id: string
    engineer_id: string | null
    offered_by: Json<ActorRef>
    offered_at: Instant
    expires_at: Instant | null
    ended_at: Instant | null
    outcome: OfferOutcome | null
    claimed_until: Instant | null
  }
  trip: {
    id: GeneratedAlways<number>
    ticket_id: string
    engineer_id: string
    from_lng: number
    from_lat: number
    departed_at: Instant
    to_lng: number | null
    to_lat: number | null
    arrived_at: Instant | null
  }
  customer_wish: { customer_id: string; engineer_id: string; wish: 'never' | 'only' }
  policy: {
    id: string
    name: string
    standard_number: Generated<number | null>
    created_at: Generated<Instant>
  }
  policy_version: {
    policy_id: string
    number: number
    body: Json<Policy>
    note: Generated<string>
    created_by: Json<ActorRef> | null
    created_at: Generated<Instant>
  }
  policy_draft: { policy_id: string; body: Json<Policy>; changed_by: Json<ActorRef>; changed_at: Instant }
  board_dispatch: {
    board_id: string
    policy_id: string
    policy_number: number
    mode: Generated<DispatchMode>
    hand_out: Generated<HandOut>
    offer_seconds: Generated<number>
    hourly_limit: Generated<number>
  }
  board_dispatch_change: {
    id: GeneratedAlways<number>
    board_id: string
    policy_id: string
    policy_number: number
    mode: DispatchMode
    hand_out: HandOut | null
    offer_seconds: number | null
    hourly_limit: number | null
    changed_by: Json<ActorRef>
    changed_at: Instant
  }
  decision: {
    id: GeneratedAlways<number>
    board_id: string
    ticket_id: string
    ticket_version: number
    at: Instant
    decided_by: Json<ActorRef>
    policy_id: string
    policy_number: number
    record: Json<StoredRecord>
  }
  note: { id: string; ticket_id: string; text: string; author: string; at: Instant }
  saved_view: {
    id: string
    board_id: string
    person_id: string
    name: string
    query: string
    layout: 'split' | 'board' | 'map'
    created_at: Generated<Instant>
  }
  flow: {
    id: string
    name: string
    created_by: Json<ActorRef>
    created_at: Instant
    archived_at: ColumnType<Instant | null, Instant | null | undefined>
    document_seq: Generated<number>
  }
  flow_document_update: { flow_id: string; seq: number; bytes: Buffer; author_id: string; at: Instant }
  flow_document_snapshot: { flow_id: string; seq: number; bytes: Buffer; at: Instant }
  flow_change: {
    flow_id: string
    map: FlowMapName
    element_id: string
    field: string
    author_id: string
    seq: number
    at: Instant
  }
  flow_version: {
    flow_id: string
    number: number
    name: string
    seq: number
    document: Buffer
    graph: Json<FlowGraph>
    compiled: Json<FlowVersion>
    created_by: Json<ActorRef>
    created_at: Instant
  }
  ticket_flow: {
    ticket_id: string
    board_id: string
    flow_id: string
    flow_number: number
    status: FlowState['status']
    state: Json<FlowState>
    form: Json<Record<string, GuardValue | null>>
  }
  node_stay: {
    id: GeneratedAlways<number>
    ticket_id: string
    flow_id: string
    flow_number: number
    node_id: string
    token_id: string
    exit: string | null
    entered_at: Instant
    left_at: Instant
    was_late: boolean
  }
  timer: {
    id: Generated<string>
    board_id: string
    ticket_id: string
    token_id: string
    step: number
    kind: FlowTimer
    due_at: Instant
    claimed_until: Instant | null
  }
  message: {
    id: Generated<string>
    board_id: string
    ticket_id: string
    node_id: string
    recipient: Json<Recipient>
    target_id: string | null
    channel: Channel
    text: Json<BilingualText>
    created_at: Instant
    state: 'waiting' | 'sent' | 'not-sent'
    reason: NotSentReason | null
    error: string | null
    attempts: Generated<number>
    next_at: Instant | null
    claimed_until: Instant | null
    ended_at: Instant | null
  }
  message_reader: { message_id: string; person_id: string; created_at: Instant; read_at: Instant | null }
  webhook_delivery: {
    id: string
    board_id: string
    ticket_id: string
    token_id: string
    step: number
    node_id: string
    url: string
    body: string
    retries: number
    attempts: Generated<number>
    state: Generated<'waiting' | 'delivered' | 'failed'>
    next_at: Instant
    claimed_until: Instant | null
    last_error: Json<WebhookFailure> | null
    created_at: Instant
    ended_at: Instant | null
    told_at: Instant | null
    refused: string | null
  }
  webhook_secret: { id: Generated<string>; secret: string; created_at: Instant; replaced_at: Instant | null }
  calendar: {
    id: string
    name: string
    body: Json<WorkingCalendar>
    changed_by: Json<ActorRef> | null
    changed_at: Instant
  }
  team: { id: string; name: string; changed_by: Json<ActorRef> | null; changed_at: Instant }
  team_engineer: { team_id: string; engineer_id: string }
  sub_ticket: {
    ticket_id: string
    board_id: string
    parent_id: string
    key: string
    depth: number
    told_at: ColumnType<Instant | null, Instant | null | undefined>
    claimed_until: ColumnType<Instant | null, Instant | null | undefined>
  }
  board_flow_change: {
    id: GeneratedAlways<number>
    board_id: string
    flow_id: string | null
    changed_by: Json<ActorRef>
    changed_at: Instant
  }
  flow_migration: {
    id: string
    flow_id: string
    to_number: number
    mapping: Json<MigrationMapping>
    only_nodes: string[] | null
    from_numbers: number[] | null
    asked_by: Json<ActorRef>
    asked_at: Instant
    begun_at: ColumnType<Instant | null, Instant | null | undefined>
    ended_at: ColumnType<Instant | null, Instant | null | undefined>
    stopped_by: Json<ActorRef> | null
    claimed_until: ColumnType<Instant | null, Instant | null | undefined>
  }
  flow_migration_ticket: {
    migration_id: string
    ticket_id: string
    command_id: Generated<string>
    from_number: number
    outcome: ColumnType<MigrationOutcome | null, MigrationOutcome | null | undefined>
    detail: ColumnType<MigrationDetail | null, MigrationDetail | null | undefined>
    done_at: ColumnType<Instant | null, Instant | null | undefined>
  }
  ticket_number: { board_id: string; day: string; last: number }
  board_event: {
    board_id: string
    seq: number
    command_id: string
    command_index: number
    at: Instant
    actor: Json<ActorRef>
    ticket_id: string
    event: Json<TicketEvent>
    items: Json<ItemAnswer[]> | null
  }
}
