import { applianceRepair } from './appliance-repair.ts'
import { boardStandard } from './board-standard.ts'
import { complaint } from './complaint.ts'
import type { Starter } from './draw.ts'
import { headOfficeReview } from './head-office-review.ts'
import { installation } from './installation.ts'
import { onboarding } from './onboarding.ts'
import { partsTransfer } from './parts-transfer.ts'
import { threeSteps } from './three-steps.ts'

/** What a new flow can begin with, in the order in which they are offered. */
export const starters: readonly Starter[] = [
  threeSteps,
  boardStandard,
  applianceRepair,
  headOfficeReview,
  installation,
  complaint,
  partsTransfer,
  onboarding,
]
