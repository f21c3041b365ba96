import { randomUUID } from 'node:crypto'
import type { CommandAnswer, CommandInput, CommandName } from '#contract/command.ts'
import type { Envelope } from '#contract/define-command.ts'
import type { BoardSocket } from '#realtime/client/connect-socket.ts'

/** Says it as the wire does: the client's own checks would keep much of what is tested from being sent. */
export const sendCommand = (socket: BoardSocket, message: unknown): Promise<CommandAnswer> =>
  new Promise((resolve) => socket.emit('command', message, resolve))

export type GivenCommand = { name: CommandName; input: Envelope }

/** A command on the board, with an id of its own. */
export const commandOn = <Name extends CommandName>(
  boardId: string,
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
): GivenCommand => ({ name, input: { ...input, commandId: randomUUID(), boardId } })
