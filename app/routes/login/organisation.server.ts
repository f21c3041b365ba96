import type { AppLoadContext } from '@remix-run/node'
import { findInstallation } from '#db/installation.ts'

/** Before the first administrator has named the organisation it is called after the product. */
export async function findOrganisation({ database }: AppLoadContext): Promise<string> {
  return (await findInstallation(database.kysely))?.organisation ?? 'Paidan 派单'
}
