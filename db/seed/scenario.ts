import type { Priority, TicketSource } from '#domain/ticket/ticket.ts'
import type { Trade } from './catalogue.ts'

/** One open ticket of the first morning. */
export type Scene = {
  title: string
  trade: Trade
  level: number
  priority: Priority
  source: TicketSource
  /** Minutes from now until it is due; negative: late by as much. */
  dueIn: number
  district: string
  pinned?: true
}

/** Where a ticket of each group stands, and how long ago, in minutes, the first and the last of them were reported. */
export type SceneGroup = {
  standsIn:
    | 'intake'
    | 'to-dispatch'
    | 'assigned'
    | 'en-route'
    | 'on-site'
    | 'waiting-parts'
    | 'waiting-customer'
    | 'to-verify'
  agesFrom: number
  agesTo: number
  scenes: readonly Scene[]
}

const scene = (
  dueIn: number,
  title: string,
  trade: Trade,
  level: number,
  priority: Priority,
  source: TicketSource,
  district: string,
): Scene => ({ dueIn, title, trade, level, priority, source, district })

/**
 * The board on which everybody starts: forty open tickets, two of them late, two critical, six at risk. Ages and due
 * times are chosen so that the levels of `slaState` come out like this.
 */
export const openScenes: readonly SceneGroup[] = [
  {
    standsIn: 'intake',
    agesFrom: 4,
    agesTo: 9,
    scenes: [
      scene(300, '电视花屏', '电视', 1, 3, 'chat', '虹口区'),
      scene(280, '热水器报价', '热水器', 1, 4, 'web', '普陀区'),
    ],
  },
  {
    standsIn: 'to-dispatch',
    agesFrom: 3,
    agesTo: 44,
    scenes: [
      scene(310, '空调加氟', '空调', 1, 4, 'web', '虹口区'),
      scene(200, '电视无信号', '电视', 1, 4, 'web', '宝山区'),
      scene(160, '洗碗机报错 E4', '洗碗机', 2, 3, 'qr', '普陀区'),
      scene(125, '空调不制热', '空调', 2, 3, 'phone', '宝山区'),
      scene(110, '净水器换芯', '净水', 1, 3, 'chat', '长宁区'),
      scene(94, '洗衣机不脱水', '洗衣机', 1, 3, 'web', '徐汇区'),
      scene(55, '空调漏水', '空调', 1, 2, 'qr', '浦东新区'),
      scene(48, '油烟机异响', '烟机', 1, 2, 'chat', '长宁区'),
      scene(26, '热水器打不着火', '燃气', 2, 1, 'chat', '静安区'),
      scene(-18, '冰箱不制冷', '冰箱', 2, 1, 'phone', '杨浦区'),
    ],
  },
  {
    standsIn: 'assigned',
    agesFrom: 28,
    agesTo: 70,
    scenes: [
      scene(260, '电视挂装', '电视', 1, 4, 'web', '宝山区'),
      scene(185, '净水器安装', '净水', 1, 3, 'web', '静安区'),
      scene(150, '烟机清洗', '烟机', 1, 3, 'web', '虹口区'),
      scene(135, '空调不启动', '空调', 2, 2, 'phone', '长宁区'),
      scene(130, '热水器不够热', '热水器', 1, 3, 'web', '闵行区'),
      scene(106, '燃气灶熄火', '燃气', 1, 2, 'qr', '普陀区'),
      scene(90, '洗衣机漏水', '洗衣机', 1, 2, 'phone', '黄浦区'),
      scene(72, '空调异味', '空调', 1, 3, 'phone', '浦东新区'),
      { ...scene(31.5, '冰箱结冰', '冰箱', 2, 2, 'phone', '浦东新区'), pinned: true },
    ],
  },
  {
    standsIn: 'en-route',
    agesFrom: 45,
    agesTo: 85,
    scenes: [
      scene(100, '空调移机', '空调', 2, 3, 'web', '浦东新区'),
      scene(85, '热水器漏水', '热水器', 1, 2, 'phone', '宝山区'),
      scene(75, '洗衣机不排水', '洗衣机', 1, 3, 'phone', '浦东新区'),
      scene(68, '冰箱异响', '冰箱', 1, 3, 'chat', '虹口区'),
      scene(36, '燃气灶漏气', '燃气', 2, 1, 'phone', '普陀区'),
      scene(9, '空调冒烟', '空调', 2, 1, 'phone', '浦东新区'),
    ],
  },
  {
    standsIn: 'on-site',
    agesFrom: 80,
    agesTo: 150,
    scenes: [
      scene(122, '净水器漏水', '净水', 1, 2, 'phone', '宝山区'),
      scene(78, '烟机换电机', '烟机', 1, 3, 'phone', '虹口区'),
      scene(72, '热水器清垢', '热水器', 1, 4, 'web', '闵行区'),
      scene(69, '洗衣机换板', '洗衣机', 2, 3, 'phone', '杨浦区'),
      scene(33, '冰箱换压缩机', '冰箱', 2, 2, 'chat', '徐汇区'),
      scene(-42, '中央空调停机', '空调', 2, 1, 'phone', '黄浦区'),
    ],
  },
  {
    standsIn: 'waiting-parts',
    agesFrom: 150,
    agesTo: 180,
    scenes: [
      scene(200, '洗碗机换泵', '洗碗机', 2, 3, 'phone', '徐汇区'),
      scene(180, '冰箱换主板', '冰箱', 2, 2, 'chat', '静安区'),
    ],
  },
  {
    standsIn: 'waiting-customer',
    agesFrom: 160,
    agesTo: 160,
    scenes: [scene(240, '空调拆机', '空调', 1, 4, 'web', '闵行区')],
  },
  {
    standsIn: 'to-verify',
    agesFrom: 120,
    agesTo: 190,
    scenes: [
      scene(330, '烟机清洗', '烟机', 1, 4, 'web', '闵行区'),
      scene(245, '冰箱换门封', '冰箱', 1, 3, 'chat', '长宁区'),
      scene(220, '空调加氟', '空调', 1, 4, 'phone', '长宁区'),
      scene(40, '燃气灶改装', '燃气', 1, 2, 'phone', '静安区'),
    ],
  },
]

/** Tickets that were closed earlier the same day. */
export const closedCount = 27
