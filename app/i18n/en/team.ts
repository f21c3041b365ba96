import type { Words } from '../words.ts'
import type { team as original } from '../zh-CN/team.ts'

export const team = {
  title: 'Teams',
  subtitle: 'Flows can give a ticket or a step to a team: whoever of it has the least to do takes it',
  create: 'New team',
  newName: 'New team',
  empty: {
    title: 'No teams yet',
    text: 'A team is made of engineers; flows can hand work to it, dispatch to it and write to it.',
  },
  name: 'Name',
  members_one: '{{count}} engineer',
  members_other: '{{count}} engineers',
  membersOf_one: '{{count}} of {{all}}',
  membersOf_other: '{{count}} of {{all}}',
  effect: 'Work given from now on goes to those who are in it; what was given before stays.',
  remove: 'Delete team',
  removeTitle: 'Delete “{{name}}”?',
  removeText:
    'No published flow names it; a draft that does will list it as a problem. It cannot be brought back.',
} as const satisfies Words<typeof original>
