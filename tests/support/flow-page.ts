import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { flowDraft } from '#contract/flow-document.ts'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import type { TestDatabase } from './database.ts'

/** A flow of three steps: start, task, task, task, end. Answers its id. */
export async function drawThreeSteps(database: TestDatabase): Promise<string> {
  const draft = flowDraft.parse({ ...threeSteps.graph, meta: { schema: 1, name: '三步' } })
  const actor = { kind: 'person', id: randomUUID(), name: '林薇', role: 'admin', boardIds: [] } as const
  const made = await createFlow(database, actor, { id: randomUUID(), draft, now: Date.now() })
  if (!made.ok) throw new Error(made.rejection.name)
  return made.flowId
}

export async function openFlow(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
}

export const untilSaved = (page: Page): Promise<void> =>
  page.getByRole('status').getByText('已保存').waitFor()

/** The node of this name on the canvas. */
export const flowNode = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ has: page.locator('b', { hasText: new RegExp(`^${name}$`) }) })

export const countNodes = (page: Page): Promise<number> => page.locator('.react-flow__node').count()

/** What one sees of the flow: every node by its id, with its place and what stands on it. */
export const readCanvas = (page: Page): Promise<Record<string, string>> =>
  page.locator('.react-flow__node').evaluateAll((nodes) =>
    Object.fromEntries(
      nodes
        .filter((node) => node instanceof HTMLElement)
        .map((node): [string, string] => [
          node.dataset['id'] ?? '',
          `${node.style.transform} ${node.querySelector('b')?.textContent ?? ''}`,
        ])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  )
