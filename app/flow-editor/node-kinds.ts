import {
  Bell,
  Diamond,
  Group,
  ListTree,
  Merge,
  Play,
  ShieldCheck,
  Split,
  Square,
  Timer,
  UserRound,
  Webhook,
  Zap,
  type LucideIcon,
} from '../ui/icons.ts'

/** The kinds of node that can be put on the canvas, as the palette groups them. */
export const paletteGroups = [
  { name: 'ends', kinds: ['start', 'end'] },
  { name: 'people', kinds: ['task', 'approval'] },
  { name: 'automatic', kinds: ['auto-assign', 'notify', 'sub-ticket', 'webhook'] },
  { name: 'routing', kinds: ['condition', 'fork', 'join', 'timer'] },
] as const

export type NodeKind = (typeof paletteGroups)[number]['kinds'][number]

const icons: Readonly<Record<NodeKind, LucideIcon>> = {
  start: Play,
  end: Square,
  task: UserRound,
  approval: ShieldCheck,
  'auto-assign': Zap,
  notify: Bell,
  'sub-ticket': ListTree,
  webhook: Webhook,
  condition: Diamond,
  fork: Split,
  join: Merge,
  timer: Timer,
}

export const isNodeKind = (type: string): type is NodeKind => Object.hasOwn(icons, type)

/** The document may hold a kind that this version of the page does not know. */
export const kindIcon = (type: string): LucideIcon => (isNodeKind(type) ? icons[type] : Group)
