import { data } from '@remix-run/node'

/** Without this route an unknown address would match nothing, and its error page would know no language and no theme. */
export function loader() {
  throw data(null, { status: 404 })
}

export const action = loader

/** Never seen: a route without a component answers with bare text instead of the error page. */
export default function UnknownAddress() {
  return null
}
