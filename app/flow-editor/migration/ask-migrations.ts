import type {
  Migration,
  MigrationRequest,
  MigrationTicket,
  RehearsalAnswer,
  StartMigrationAnswer,
  VersionStanding,
} from '#contract/flow-migration.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { fetchJson } from '../live/live-flow.ts'

const address = (flowId: string) => `/flows/${flowId}/migrations`

/** Each is undefined when there was no answer. */
export const fetchMigrations = (flowId: string, signal: AbortSignal): Promise<Migration[] | undefined> =>
  fetchJson(address(flowId), signal)

export const fetchMigrationTickets = (
  flowId: string,
  migrationId: string,
  signal: AbortSignal,
): Promise<MigrationTicket[] | undefined> => fetchJson(`${address(flowId)}?of=${migrationId}`, signal)

export const fetchVersionStanding = (
  flowId: string,
  signal: AbortSignal,
): Promise<VersionStanding[] | undefined> => fetchJson(`${address(flowId)}?standing`, signal)

export const rehearseMigration = (flowId: string, order: MigrationRequest): Promise<RehearsalAnswer> =>
  send(flowId, 'PUT', order)

export const orderMigration = (flowId: string, order: MigrationRequest): Promise<StartMigrationAnswer> =>
  send(flowId, 'POST', order)

export const stopMigration = (flowId: string, migrationId: string): Promise<{ ok: true } | Refusal> =>
  send(flowId, 'DELETE', { migrationId })

async function send<Answer extends { ok: true }>(
  flowId: string,
  method: 'PUT' | 'POST' | 'DELETE',
  body: object,
): Promise<Answer | Refusal> {
  try {
    const response = await fetch(address(flowId), {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Answer | Refusal
  } catch {
    return refuse({ name: 'no-answer' })
  }
}
