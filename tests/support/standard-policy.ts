import { standardPolicyId } from '#db/board-dispatch.ts'

/** What scores on a board of a new database, where nobody has chosen. */
export const standardPolicy = { policyId: standardPolicyId, number: 2 }
