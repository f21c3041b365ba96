import type { errors as chinese } from '../zh-CN/errors.ts'
import type { Words } from '../words.ts'

export const errors = {
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the content has moved.',
  },
  notAllowed: {
    title: 'You may not see this page',
    text: 'If you need it, ask an admin to give you access.',
  },
  unavailable: {
    title: 'The database cannot be reached',
    text: 'Nothing was lost or changed. The server keeps trying; it usually takes a few seconds.',
  },
  broke: {
    title: 'Something broke',
    text: 'Your change was not made. Try again; if it happens once more, tell an admin the reference below.',
  },
  refused: { title: 'That did not work' },
  reference: 'Reference',
  retry: 'Try again',
  home: 'Back to the boards',
} as const satisfies Words<typeof chinese>
