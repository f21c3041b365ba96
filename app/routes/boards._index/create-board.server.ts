import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { insertBoard } from '#db/board.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { isPossibleCoordinate } from '#geo/coordinate.ts'
import { findChosenFlow } from '#server/commands/choose-flow.ts'
import { mayCreateBoard } from '#server/policies/board.ts'
import { formText } from '../../session/form-text.ts'

/** A city fills the map at this zoom. */
const cityZoom = 10

export async function createBoard(
  { database }: AppLoadContext,
  actor: Actor,
  form: FormData,
): Promise<{ ok: true; boardId: string } | Refusal> {
  if (!mayCreateBoard(actor)) return refuse({ name: 'not-allowed' })
  const name = formText(form, 'name').trim()
  if (name === '' || name.length > 80) return refuse({ name: 'wrong-field', field: 'name' })
  const timeZone = formText(form, 'timeZone').trim()
  if (!isTimeZone(timeZone)) return refuse({ name: 'wrong-field', field: 'timeZone' })
  const centre = { lng: numberIn(formText(form, 'lng')), lat: numberIn(formText(form, 'lat')) }
  if (!isPossibleCoordinate(centre)) return refuse({ name: 'impossible-coordinate' })
  const chosen = await findChosenFlow(database.sql, formText(form, 'flowId'))
  if (!chosen.ok) return chosen
  const board = { id: randomUUID(), name, timeZone, centre, zoom: cityZoom, flowId: chosen.flowId }
  const isMade = await insertBoard(database.sql, board)
  return isMade ? { ok: true, boardId: board.id } : refuse({ name: 'flow-unpublished' })
}

/** An empty field is no number; `Number('')` would be 0. */
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name !== ''
  } catch {
    return false
  }
}
