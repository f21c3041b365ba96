import type { FieldTable, GuardField } from '../../guard/field-table.ts'
import { ticketFields } from '../../guard/ticket-fields.ts'

const field = (type: GuardField['type'], chinese: string, english: string): GuardField => ({
  type,
  name: { 'zh-CN': chinese, en: english },
  always: false,
})

/** The fields of tickets, and those of a form that the starters speak of. */
export const starterFields: FieldTable = new Map([
  ...ticketFields,
  ['form.serial', field('text', '设备序列号', 'Serial number')],
  ['form.fault', field('text', '故障原因', 'Cause of the fault')],
  ['form.photos', field('texts', '现场照片', 'Photos on site')],
  ['form.parts', field('texts', '使用备件', 'Parts')],
  ['form.cost', field('number', '维修费用', 'Cost of repair')],
  ['form.signature', field('text', '客户签名', 'Signature of the customer')],
  ['form.appointment', field('moment', '预约时间', 'Appointment')],
  ['form.solution', field('text', '处理结果', 'Solution')],
  ['form.waybill', field('text', '运单号', 'Waybill')],
  ['form.usage', field('number', '每周使用次数', 'Uses per week')],
])
