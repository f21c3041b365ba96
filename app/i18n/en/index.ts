import { board } from './board.ts'
import { boards } from './boards.ts'
import { calendar } from './calendar.ts'
import { controls } from './controls.ts'
import { errors } from './errors.ts'
import { flowGraph } from './flow-graph.ts'
import { flowLive } from './flow-live.ts'
import { flowMigration } from './flow-migration.ts'
import { flowVersions } from './flow-versions.ts'
import { flowRun } from './flow-run.ts'
import { flow } from './flow.ts'
import { frame } from './frame.ts'
import { imports } from './import.ts'
import { leaving } from './leaving.ts'
import { login } from './login.ts'
import { mobile } from './mobile.ts'
import { notices } from './notices.ts'
import { outbound } from './outbound.ts'
import { plan } from './plan.ts'
import { policy } from './policy.ts'
import { rejections } from './rejections.ts'
import { scoring } from './scoring.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { team } from './team.ts'
import { terms } from './terms.ts'
import { ticket } from './ticket.ts'

export const english = {
  board,
  boards,
  calendar,
  controls,
  errors,
  flowGraph,
  flowLive,
  flowMigration,
  flowRun,
  flow,
  flowVersions,
  frame,
  imports,
  leaving,
  login,
  mobile,
  notices,
  outbound,
  plan,
  policy,
  rejections,
  scoring,
  settings,
  setup,
  team,
  terms,
  ticket,
} as const
