import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { FlowScreen } from '../../flow-editor/flow-screen.tsx'
import { asPerson } from '../../session/session.server.ts'
import { loadFlow } from './load-flow.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => ({
    ...(await loadFlow(args.context, actor, args.params['flowId'])),
    me: { name: actor.name, role: actor.role },
  }))

/** Which version is looked at stands in the address too; the flow is the same. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentParams,
  nextParams,
  defaultShouldRevalidate,
}) => currentParams['flowId'] !== nextParams['flowId'] && defaultShouldRevalidate

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.name} · Paidan` : 'Paidan' },
]

export default function Flow() {
  const props = useLoaderData<typeof loader>()
  return <FlowScreen key={props.flowId} {...props} />
}
