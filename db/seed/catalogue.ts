import type { Role } from '#domain/actor.ts'
import type { Priority, TicketSource } from '#domain/ticket/ticket.ts'

/** Words of the demo city: people, streets, appliances and what goes wrong with them. Everybody is invented. */

export const trades = ['空调', '冰箱', '洗衣机', '燃气', '热水器', '净水', '烟机', '电视', '洗碗机'] as const
export type Trade = (typeof trades)[number]

export const officePeople: readonly { login: string; name: string; role: Role }[] = [
  { login: 'sunyue', name: '孙悦', role: 'dispatcher' },
  { login: 'wanglei', name: '王磊', role: 'dispatcher' },
  { login: 'shenjiayi', name: '沈佳怡', role: 'supervisor' },
  { login: 'linwei', name: '林薇', role: 'admin' },
  { login: 'zhaomin', name: '赵敏', role: 'service-desk' },
]

/** Given names of two characters, each once: they stand on the markers. */
export const engineerNames = [
  '周建国',
  '吴海峰',
  '王志强',
  '陈国栋',
  '李文斌',
  '张永康',
  '刘德明',
  '黄晓东',
  '徐振华',
  '朱立新',
  '林家辉',
  '何俊杰',
  '郭少军',
  '马成龙',
  '罗勇毅',
  '梁伟民',
  '宋长青',
  '郑凯旋',
  '谢明远',
  '韩冬生',
  '唐小斌',
  '冯世涛',
  '于春雷',
  '董卫平',
  '萧正阳',
  '程思远',
  '曹学文',
  '袁天佑',
  '邓子豪',
  '许嘉亮',
  '傅启航',
  '沈一鸣',
  '曾庆祥',
  '彭宇轩',
  '吕红兵',
  '苏文博',
  '卢金宝',
  '蒋大鹏',
  '蔡宏伟',
  '顾新明',
] as const

export const customerSurnames: readonly string[] = [
  '郭',
  '陈',
  '余',
  '潘',
  '杜',
  '戴',
  '夏',
  '钟',
  '汪',
  '田',
  '任',
  '姜',
  '范',
  '方',
  '石',
  '姚',
  '谭',
  '廖',
  '邹',
  '熊',
  '金',
  '陶',
  '孔',
  '白',
  '崔',
  '康',
  '毛',
  '贾',
  '丁',
  '魏',
  '薛',
  '叶',
  '阎',
  '杨',
  '江',
  '史',
  '侯',
  '龙',
  '段',
  '雷',
  '钱',
  '汤',
  '尹',
  '黎',
  '易',
  '常',
  '武',
  '乔',
  '贺',
  '赖',
  '龚',
  '文',
]

/** A tenth of the city's area and most of its homes. The weight is how many of a hundred live there. */
export const homeDistricts: readonly { name: string; weight: number; streets: readonly string[] }[] = [
  {
    name: '黄浦区',
    weight: 9,
    streets: ['南京东路', '西藏南路', '淮海中路', '复兴中路', '瑞金二路', '打浦路'],
  },
  {
    name: '徐汇区',
    weight: 12,
    streets: ['漕溪北路', '衡山路', '天钥桥路', '龙漕路', '田林路', '桂林路'],
  },
  { name: '长宁区', weight: 9, streets: ['天山路', '仙霞路', '虹桥路', '延安西路', '愚园路', '水城路'] },
  {
    name: '静安区',
    weight: 11,
    streets: ['南京西路', '北京西路', '江宁路', '共和新路', '大宁路', '万荣路'],
  },
  {
    name: '普陀区',
    weight: 11,
    streets: ['曹杨路', '长寿路', '武宁路', '真北路', '金沙江路', '岚皋路'],
  },
  {
    name: '虹口区',
    weight: 9,
    streets: ['四川北路', '曲阳路', '大连西路', '广中路', '水电路', '东大名路'],
  },
  { name: '杨浦区', weight: 11, streets: ['控江路', '四平路', '黄兴路', '淞沪路', '国定路', '平凉路'] },
  {
    name: '浦东新区',
    weight: 16,
    streets: ['世纪大道', '张杨路', '浦东大道', '杨高中路', '锦绣路', '花木路'],
  },
  { name: '闵行区', weight: 6, streets: ['七莘路', '沪闵路', '吴中路', '都市路', '虹梅路', '莘松路'] },
  {
    name: '宝山区',
    weight: 6,
    streets: ['牡丹江路', '友谊路', '共富路', '长江西路', '蕰川路', '一二八纪念路'],
  },
]

/** Brand-less on purpose: what a service desk writes in its register. */
export const appliances: Record<Trade, readonly { name: string; model: string }[]> = {
  空调: [
    { name: '壁挂空调 1.5 匹', model: 'KFR-35GW' },
    { name: '立柜空调 3 匹', model: 'KFR-72LW' },
    { name: '中央空调', model: 'GMV-H120' },
  ],
  冰箱: [
    { name: '三门冰箱', model: 'BCD-216S' },
    { name: '对开门冰箱', model: 'BCD-535W' },
  ],
  洗衣机: [
    { name: '滚筒洗衣机', model: 'XQG100-B' },
    { name: '波轮洗衣机', model: 'XQB80-T' },
  ],
  燃气: [
    { name: '燃气灶', model: 'JZT-Q3' },
    { name: '燃气热水器', model: 'JSQ30-16' },
  ],
  热水器: [{ name: '电热水器', model: 'F60-A3' }],
  净水: [{ name: '净水器', model: 'RO-600G' }],
  烟机: [{ name: '油烟机', model: 'CXW-260' }],
  电视: [{ name: '液晶电视', model: 'L65-E5' }],
  洗碗机: [{ name: '洗碗机', model: 'WQP12-8' }],
}

/** What customers report. `level` is the skill level that the job takes. */
export type Fault = { title: string; trade: Trade; level: number; priority: Priority; description: string }

export const faults: readonly Fault[] = [
  {
    title: '空调不制冷',
    trade: '空调',
    level: 2,
    priority: 2,
    description: '开机半小时室温不降，外机有转动。',
  },
  { title: '空调漏水', trade: '空调', level: 1, priority: 2, description: '内机滴水，已放桶接水。' },
  {
    title: '空调加氟',
    trade: '空调',
    level: 1,
    priority: 4,
    description: '制冷变弱，客户要求检测压力后加氟。',
  },
  { title: '空调异味', trade: '空调', level: 1, priority: 3, description: '开机有霉味，希望清洗内机。' },
  {
    title: '空调移机',
    trade: '空调',
    level: 2,
    priority: 3,
    description: '同小区换楼，需拆装并补铜管约 3 米。',
  },
  { title: '冰箱不制冷', trade: '冰箱', level: 2, priority: 1, description: '冷藏室 14 度，有药品需冷藏。' },
  { title: '冰箱结冰', trade: '冰箱', level: 2, priority: 2, description: '冷藏室后壁结厚冰，门封检查过。' },
  { title: '冰箱异响', trade: '冰箱', level: 1, priority: 3, description: '夜间嗡嗡响，影响休息。' },
  { title: '洗衣机不脱水', trade: '洗衣机', level: 1, priority: 3, description: '脱水时报 E3。' },
  {
    title: '洗衣机漏水',
    trade: '洗衣机',
    level: 1,
    priority: 2,
    description: '进水管接头处漏水，已关总阀。',
  },
  { title: '洗衣机不排水', trade: '洗衣机', level: 1, priority: 3, description: '桶内有水排不出。' },
  { title: '燃气灶熄火', trade: '燃气', level: 1, priority: 2, description: '左灶点着后几秒熄灭。' },
  { title: '燃气灶漏气', trade: '燃气', level: 2, priority: 1, description: '闻到气味，已关阀开窗。' },
  {
    title: '热水器打不着火',
    trade: '燃气',
    level: 2,
    priority: 1,
    description: '电池已换，家中有婴儿急用热水。',
  },
  { title: '热水器漏水', trade: '热水器', level: 1, priority: 2, description: '底部泄压阀滴水。' },
  { title: '热水器清垢', trade: '热水器', level: 1, priority: 4, description: '使用 5 年，预约清垢换镁棒。' },
  { title: '净水器换芯', trade: '净水', level: 1, priority: 4, description: '滤芯到期，客户已买滤芯。' },
  { title: '净水器漏水', trade: '净水', level: 1, priority: 2, description: '橱柜下有积水。' },
  { title: '油烟机异响', trade: '烟机', level: 1, priority: 3, description: '高速挡有摩擦声。' },
  { title: '烟机清洗', trade: '烟机', level: 1, priority: 4, description: '预约拆洗。' },
  { title: '电视无信号', trade: '电视', level: 1, priority: 4, description: '各 HDMI 口均提示无信号。' },
  { title: '电视挂装', trade: '电视', level: 1, priority: 4, description: '65 寸，挂架已备，水泥墙。' },
  {
    title: '洗碗机报错 E4',
    trade: '洗碗机',
    level: 2,
    priority: 3,
    description: '进水后报 E4，底盘可能有水。',
  },
  { title: '洗碗机不排水', trade: '洗碗机', level: 1, priority: 3, description: '结束后底部有积水。' },
]

export const customerSources: readonly TicketSource[] = [
  'phone',
  'phone',
  'phone',
  'chat',
  'chat',
  'qr',
  'web',
]

export const deskNotes = [
  '客户说 18 点前都在家。',
  '小区需登记车牌，走西门。',
  '老人独居，到门口请先打电话。',
  '客户已第二次来电催促。',
  '电梯检修，请走楼梯到 4 楼。',
  '保修期内，带好收费单据说明。',
]

export const fieldNotes = [
  '已断电检查，需要换主板。',
  '客户要先和家人商量费用。',
  '仓库无货，配件明早到。',
  '已测压力，补氟 0.2 公斤。',
  '旧件已留给客户。',
]
