import type { Priority } from '../ticket/ticket.ts'

/** The fields that a person can map a column to. */
export const mappableFields = [
  'externalId',
  'title',
  'description',
  'address',
  'lng',
  'lat',
  'priority',
  'createdAt',
  'dueAt',
  'closedAt',
  'customerName',
  'customerPhone',
] as const
export type MappableField = (typeof mappableFields)[number]

/** What the columns of other systems are called, best name first. Compared without case, blanks and signs. */
const knownNames: Record<MappableField, readonly string[]> = {
  externalId: ['externalid', 'ticketid', 'caseid', 'requestid', 'id', '工单号', '单号', '编号'],
  title: ['title', 'subject', 'summary', 'type', '标题', '主题', '故障', '故障现象', '服务类型'],
  description: ['description', 'details', 'reason', 'note', '描述', '说明', '备注'],
  address: ['address', 'location', 'street', 'neighborhood', '地址', '详细地址', '位置'],
  lng: ['lng', 'lon', 'long', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  priority: ['priority', 'urgency', 'severity', '优先级', '紧急程度'],
  createdAt: [
    'createdat',
    'openedat',
    'created',
    'opened',
    'opendt',
    'reportedat',
    '创建时间',
    '报修时间',
    '建单时间',
  ],
  dueAt: ['dueat', 'targetat', 'due', 'deadline', 'targetdt', '截止时间', '期限', '要求完成时间'],
  closedAt: ['closedat', 'closed', 'finishedat', 'closeddt', '关闭时间', '完成时间', '完工时间'],
  customerName: ['customername', 'customer', 'contact', 'name', '客户', '客户姓名', '联系人'],
  customerPhone: ['customerphone', 'phone', 'tel', 'mobile', '电话', '手机', '联系电话'],
}

/** The column that most likely fills each field; each column is used once. */
export function guessColumns(header: readonly string[]): Partial<Record<MappableField, string>> {
  const free = new Map(header.map((column) => [bare(column), column]))
  const guess: Partial<Record<MappableField, string>> = {}
  for (const field of mappableFields) {
    const name = knownNames[field].find((known) => free.has(known))
    const column = name === undefined ? undefined : free.get(name)
    if (name === undefined || column === undefined) continue
    guess[field] = column
    free.delete(name)
  }
  return guess
}

const bare = (column: string): string => column.toLowerCase().replace(/[\s_\-./()（）]/g, '')

const priorityWords: Record<Priority, readonly string[]> = {
  1: ['1', 'p1', 'urgent', 'critical', 'emergency', '紧急', '特急', '最高'],
  2: ['2', 'p2', 'high', '高', '加急'],
  3: ['3', 'p3', 'medium', 'normal', '中', '普通', '一般'],
  4: ['4', 'p4', 'low', '低', '不急'],
}

/** A table for a priority column: the usual words in both languages, in the cases in which files write them. */
export function priorityTable(): Record<string, Priority> {
  const table: Record<string, Priority> = {}
  for (const priority of [1, 2, 3, 4] as const)
    for (const word of priorityWords[priority])
      for (const form of [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)])
        table[form] = priority
  return table
}
