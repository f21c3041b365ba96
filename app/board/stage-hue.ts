import type { Stage } from '#domain/stage.ts'

/** The class that sets `--hue` for a dot. */
export const stageHue: Record<Stage, string> = {
  intake: 'hue-intake',
  'to-dispatch': 'hue-dispatch',
  assigned: 'hue-assigned',
  'en-route': 'hue-enroute',
  'on-site': 'hue-onsite',
  waiting: 'hue-waiting',
  'to-verify': 'hue-verify',
  closed: 'hue-closed',
}
