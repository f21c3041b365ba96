import { localTime, type Instant } from '../instant.ts'
import { ticketSources, type Ticket, type TicketSource } from '../ticket/ticket.ts'
import type { BilingualText } from '../flow/flow.ts'
import type { FieldTable, GuardFacts, GuardField, GuardValue } from './field-table.ts'

const named = (chinese: string, english: string): BilingualText => ({ 'zh-CN': chinese, en: english })

const sourceNames: Record<TicketSource, BilingualText> = {
  phone: named('电话', 'phone'),
  chat: named('会话', 'chat'),
  qr: named('扫码', 'QR code'),
  web: named('网页', 'web'),
  api: named('接口', 'API'),
  import: named('导入', 'import'),
}

const weekdays = [
  named('周一', 'Monday'),
  named('周二', 'Tuesday'),
  named('周三', 'Wednesday'),
  named('周四', 'Thursday'),
  named('周五', 'Friday'),
  named('周六', 'Saturday'),
  named('周日', 'Sunday'),
]

/** What every ticket has. `form.…` and other fields of a template are added to it. */
export const ticketFields: FieldTable = new Map<string, GuardField>([
  [
    'priority',
    { type: 'number', name: named('优先级', 'Priority'), always: true, least: 1, most: 4, whole: true },
  ],
  [
    'source',
    {
      type: 'text',
      name: named('来源', 'Source'),
      always: true,
      options: ticketSources.map((value) => ({ value, name: sourceNames[value] })),
    },
  ],
  ['region', { type: 'text', name: named('区域', 'Region'), always: false }],
  ['skills', { type: 'texts', name: named('所需技能', 'Required skills'), always: true }],
  ['due', { type: 'moment', name: named('截止时间', 'Due time'), always: true }],
  ['created', { type: 'moment', name: named('创建时间', 'Creation time'), always: true }],
  ['assigned', { type: 'boolean', name: named('已派单', 'Assigned'), always: true }],
  ['customer.tier', { type: 'text', name: named('客户等级', 'Customer tier'), always: false }],
  ['now', { type: 'moment', name: named('现在', 'Now'), always: true }],
  [
    'hour',
    { type: 'number', name: named('当前小时', 'Hour'), always: true, least: 0, most: 23, whole: true },
  ],
  [
    'weekday',
    {
      type: 'number',
      name: named('星期', 'Weekday'),
      always: true,
      least: 1,
      most: 7,
      whole: true,
      options: weekdays.map((name, index) => ({ value: index + 1, name })),
    },
  ],
])

/** What guards may know of a ticket at a moment. `weekday` is 1 for Monday; hour and weekday on the board's clocks. */
export function ticketFacts(
  ticket: Pick<
    Ticket,
    'priority' | 'source' | 'district' | 'requiredSkills' | 'dueAt' | 'createdAt' | 'assignment'
  >,
  moment: { now: Instant; timeZone: string },
  more: { customerTier: string | null; form: Readonly<Record<string, GuardValue | null>> },
): GuardFacts {
  const { isoWeekday, minuteOfDay } = localTime(moment.now, moment.timeZone)
  const form = Object.entries(more.form).map(([field, value]) => [`form.${field}`, value] as const)
  return {
    ...Object.fromEntries(form),
    priority: ticket.priority,
    source: ticket.source,
    region: ticket.district,
    skills: ticket.requiredSkills.map(({ skill }) => skill),
    due: ticket.dueAt,
    created: ticket.createdAt,
    assigned: ticket.assignment !== null,
    'customer.tier': more.customerTier,
    now: moment.now,
    hour: Math.floor(minuteOfDay / 60),
    weekday: isoWeekday,
  }
}
