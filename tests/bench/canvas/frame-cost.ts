import type { CDPSession, Page } from 'playwright-core'

/** CPU time of the page's main thread for each step, in milliseconds: script, style, layout and paint together. */
export async function measureSteps(
  page: Page,
  steps: number,
  step: (index: number) => Promise<void>,
): Promise<number> {
  const session = await page.context().newCDPSession(page)
  // The time that the thread itself has run, not the time on the clock: others use this machine as well.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await readTaskMs(session)
  for (let index = 0; index < steps; index += 1) await step(index)
  await untilDrawn(page)
  const spent = (await readTaskMs(session)) - before
  await session.detach()
  return spent / steps
}

/** The picture after everything that has been asked for. */
export const untilDrawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )

async function readTaskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
}
