import type { Page } from 'playwright-core'

declare global {
  var drawnParts: Set<string> | undefined
}

/** Which nodes and lines React has drawn since `forget`. */
export type DrawnParts = { forget: () => Promise<void>; read: () => Promise<readonly string[]> }

/**
 * Stands where the developer tools of React would, and looks at each commit as they do: a component that has done any work
 * bears the mark 1. A part that has just come into view is no part that was drawn anew. Text, because what is compiled here
 * does not run there.
 */
const lookAtCommits = `
  window.drawnParts = new Set()
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onCommitFiberRoot: (_id, root) => {
      const waiting = [root.current.child]
      while (waiting.length > 0)
        for (let at = waiting.pop(); at; at = at.sibling) {
          const id = at.memoizedProps?.id
          const isPart = typeof id === 'string' && /^(step|line)-[0-9]+$/.test(id)
          if (isPart && at.alternate && (at.flags & 1) !== 0) window.drawnParts.add(id)
          if (at.child !== at.alternate?.child) waiting.push(at.child)
        }
    },
  }`

/** Has to be there before the page is opened, and costs time itself: nothing is timed on a page with it. */
export async function watchDrawnParts(page: Page): Promise<DrawnParts> {
  await page.addInitScript(lookAtCommits)
  return {
    forget: () => page.evaluate(() => globalThis.drawnParts?.clear()),
    read: () => page.evaluate(() => [...(globalThis.drawnParts ?? [])].sort()),
  }
}
