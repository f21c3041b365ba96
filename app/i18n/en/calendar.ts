import type { Words } from '../words.ts'
import type { calendar as original } from '../zh-CN/calendar.ts'

export const calendar = {
  title: 'Working calendars',
  subtitle: 'Time limits of flows are counted by these hours',
  create: 'New calendar',
  newName: 'New calendar',
  empty: { title: 'No calendar yet', text: 'Without one, limits count day and night.' },
  name: 'Name',
  timeZone: 'Time zone',
  week: 'Every week',
  weekday: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
  off: 'Off',
  from: '{{day}}, stretch {{number}}: from',
  to: '{{day}}, stretch {{number}}: to',
  addSpan: '{{day}}: another stretch',
  removeSpan: '{{day}}: remove stretch {{number}}',
  copyDown: 'Monday’s hours for Tuesday to Friday',
  hours: '{{hours}} hours a week',
  midnight: '24:00 is the midnight that ends the day. A shift over midnight is entered on both days.',
  special: {
    title: 'Special days',
    hint: 'Nobody works on a holiday; a weekend that is worked has its own hours.',
    none: 'No special days',
    add: 'Add a day',
    date: 'Date',
    label: 'Name, such as National Day',
    remove: 'Remove {{date}}',
  },
  preview: {
    title: 'Try it',
    ends: 'end on {{end}}',
    hours: 'Working hours',
    from: 'From',
    broken: 'First mend the hours that are marked',
  },
  flaw: {
    reversed: 'A stretch ends after it begins, and none overlaps another',
    nobody: 'Somebody works at some time of the week',
    date: 'A date, please, and each once',
  },
  effect: 'Limits set after saving count by the new hours; those that are running stay.',
  remove: 'Delete calendar',
  removeTitle: 'Delete “{{name}}”?',
  removeText:
    'No published flow counts by it; a draft that does will list it as a problem. It cannot be brought back.',
} as const satisfies Words<typeof original>
