import { z } from 'zod'
import type { DueMessage } from '#db/message-outbox.ts'
import type { Channel } from '#domain/flow-graph/people.ts'
import type { WebhookFailure } from '#domain/webhook.ts'
import type { ChannelAnswer, MessageChannel } from '../jobs/message-sender.ts'
import { postJson } from './post-json.ts'

export type ChannelSettings = {
  /** The address of a robot in a group of WeCom, with its key. */
  chatRobotUrl: string | undefined
  /** Takes `{ id, to, text }` as JSON, with the token as Bearer where there is one. */
  smsGateway: { url: string; token: string | undefined } | undefined
}

/** The ways out that this installation has, besides the application itself. */
export function openChannels({
  chatRobotUrl,
  smsGateway,
}: ChannelSettings): ReadonlyMap<Channel, MessageChannel> {
  const channels = new Map<Channel, MessageChannel>()
  if (chatRobotUrl !== undefined) channels.set('chat', chatRobot(chatRobotUrl))
  if (smsGateway) channels.set('sms', smsTo(smsGateway))
  return channels
}

/** What a flow can choose among: the application is always there. */
export const channelNames = (settings: ChannelSettings): readonly Channel[] => [
  'app',
  ...openChannels(settings).keys(),
]

/** The robot cuts off what is longer, in bytes. */
const longestChat = 2_048
const robotAnswer = z.object({ errcode: z.int(), errmsg: z.string().catch('') })
/** Too many messages within a minute, and the robot's own troubles. */
const passingErrors: ReadonlySet<number> = new Set([-1, 45_009])

/** The group is where the message goes, whoever in it is meant. The protocol is that of WeCom's group robots. */
const chatRobot = (url: string): MessageChannel => ({
  addressOf: () => url,
  async send(message, address) {
    const content = shorten(textOf(message), longestChat)
    const body = JSON.stringify({ msgtype: 'text', text: { content } })
    // The deployer's own address, which may well be inside.
    const answer = await postJson({ url: address, headers: {}, body, allowPrivate: true })
    if (!answer.ok) return failed(answer.failure)
    const said = robotAnswer.safeParse(readJson(answer.said))
    if (!said.success) return { ok: false, later: false, error: answer.said.slice(0, 200) }
    const { errcode, errmsg } = said.data
    return errcode === 0
      ? { ok: true }
      : { ok: false, later: passingErrors.has(errcode), error: `${errcode} ${errmsg}` }
  },
})

/** Only customers have a telephone number here. */
const smsTo = ({ url, token }: NonNullable<ChannelSettings['smsGateway']>): MessageChannel => ({
  addressOf: ({ recipient, customerPhone }) =>
    recipient.kind === 'customer' && customerPhone !== '' ? customerPhone : undefined,
  async send(message, to) {
    const body = JSON.stringify({ id: message.id, to, text: textOf(message) })
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const answer = await postJson({ url, headers, body, allowPrivate: true })
    return answer.ok ? { ok: true } : failed(answer.failure)
  },
})

/** Chinese first; the number says what it is about. */
const textOf = ({ text, number }: DueMessage): string => `【${number}】${text['zh-CN'].trim() || text.en}`

function shorten(text: string, mostBytes: number): string {
  const bytes = Buffer.from(text)
  // What a cut leaves of a character is no character.
  return bytes.length <= mostBytes
    ? text
    : bytes
        .subarray(0, mostBytes)
        .toString()
        .replace(/\uFFFD+$/, '')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the other side does not want, it does not want later either; that it is away, passes. */
function failed(failure: WebhookFailure): ChannelAnswer {
  switch (failure.kind) {
    case 'status':
      return {
        ok: false,
        later: failure.status >= 500 || failure.status === 429,
        error: `${failure.status} ${failure.said}`.trim(),
      }
    case 'redirected':
      return { ok: false, later: false, error: String(failure.status) }
    case 'timed-out':
      return { ok: false, later: true, error: `${failure.seconds} s` }
    case 'unreachable':
      return { ok: false, later: true, error: failure.message }
    case 'private-address':
      return { ok: false, later: false, error: failure.host }
  }
}
