import type { mobile as chinese } from '../zh-CN/mobile.ts'
import type { Words } from '../words.ts'

export const mobile = {
  title: 'Offers',
  asked_one: '{{count}} waits for you',
  asked_other: '{{count}} wait for you',
  pool: 'Pool',
  work: 'My tickets',
  workReading: 'Reading your tickets…',
  workFailed: 'Your tickets could not be read.',
  retry: 'Try again',
  accept: 'Accept',
  decline: 'Decline',
  claim: 'Claim',
  left: '{{time}} left to answer',
  window: 'Visit {{from}}–{{to}}',
  due: 'Due {{time}}',
  done: {
    accept: '{{number}} is yours.',
    decline: '{{number}} declined.',
    claim: '{{number}} is yours.',
  },
  taken: '{{number}} went to {{engineer}}.',
  nothing: { title: 'Nothing to answer', text: 'New offers appear here by themselves.' },
  connection: { connecting: 'Connecting', live: 'Online', away: 'Offline' },
  signOut: 'Sign out',
} as const satisfies Words<typeof chinese>
