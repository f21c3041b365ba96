import type { terms as chinese } from '../zh-CN/terms.ts'
import type { Words } from '../words.ts'

export const terms = {
  product: 'Paidan',
  mark: 'P',
  stage: {
    intake: 'Intake',
    'to-dispatch': 'To dispatch',
    assigned: 'Assigned',
    'en-route': 'En route',
    'on-site': 'On site',
    waiting: 'Waiting',
    'to-verify': 'To verify',
    closed: 'Closed',
  },
  role: {
    admin: 'Admin',
    supervisor: 'Supervisor',
    dispatcher: 'Dispatcher',
    'service-desk': 'Service desk',
    engineer: 'Engineer',
  },
} as const satisfies Words<typeof chinese>
