import { data } from '@remix-run/node'

/** Without this route an unknown address would match nothing, and its error page would know no language and no theme. */
export function loader() {
  // Remix turns a thrown answer into the error page; nothing else is sent.
  throw data(null, { status: 404 })
}

export const action = loader
