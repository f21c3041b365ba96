import { randomUUID } from 'node:crypto'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import type { Rejection } from '#domain/rejection.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import type { TestDatabase } from './database.ts'

/** A bare connection, past the checks of the board's client, that is open when this returns. */
export async function openSocket(url: string, headers: Record<string, string>): Promise<BoardSocket> {
  const socket = connectBoardSocket(url, { origin: url, ...headers })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
    socket.connect()
  })
  return socket
}

/** Why a connection is refused at the door. */
export async function refusedSocket(url: string, headers: Record<string, string>) {
  const socket = connectBoardSocket(url, { origin: url, ...headers })
  const rejection = await new Promise<Rejection | undefined>((resolve, reject) => {
    socket.once('connect', () => reject(new Error('was let in')))
    socket.once('connect_error', (error: Error & { data?: Rejection }) => resolve(error.data))
    socket.connect()
  })
  socket.disconnect()
  return rejection
}

/** The token of a device of the engineer. */
export async function insertDeviceToken({ kysely }: TestDatabase, engineerId: string): Promise<string> {
  const token = createToken()
  await kysely
    .insertInto('device_token')
    .values({ token_hash: hashToken(token), engineer_id: engineerId })
    .execute()
  return token
}

export const unknownToken = (): string => `unknown-${randomUUID()}`
