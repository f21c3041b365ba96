import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { createI18n } from '../../i18n/i18n.ts'
import { OffersScreen } from '../../mobile/offers-screen.tsx'
import { readPreferences } from '../../preferences/preferences.ts'
import { asEngineer } from '../../session/session.server.ts'
import { loadOffers } from './load-offers.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asEngineer(args, async ({ id, name, boardId }) => ({
    ...(await loadOffers(args.context, { kind: 'engineer', id, name, boardId })),
    me: { engineerId: id, name, boardId },
    title: createI18n(readPreferences(args.request).locale).t('mobile:title'),
  }))

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

/** The socket keeps it up to date. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false

export default function Offers() {
  return <OffersScreen {...useLoaderData<typeof loader>()} />
}
