import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { Stage } from '#domain/stage.ts'
import type { ScreenOptions, Screens } from './screens.ts'

/** A board on somebody's screen, by what a person sees of it. */
export type BoardPage = ReturnType<typeof boardOn>

/** In CSS pixels of the window. */
export type Point = { x: number; y: number }

export async function openBoard(
  screens: Screens,
  { boardId, cardsOnly = false, ...options }: ScreenOptions & { boardId: string; cardsOnly?: boolean },
): Promise<BoardPage> {
  const page = await screens.open(options)
  // As remembered from last time: there is room for more columns, and no map to draw.
  if (cardsOnly) await page.addInitScript(() => localStorage.setItem('board-layout', 'board'))
  await page.goto(`${options.url}/boards/${boardId}`)
  const board = boardOn(page)
  await board.untilLive()
  // What is remembered is known to the browser alone: the page comes with both halves and then changes.
  if (cardsOnly) await page.locator('[data-layout="board"]').waitFor()
  return board
}

export function boardOn(page: Page) {
  const card = (ticketId: string) => page.locator(`[data-ticket-id="${ticketId}"]`)
  const column = (stage: Stage) => page.locator(`section[data-drop-stage="${stage}"]`)
  /** The words at the card in the air: what letting go would do. */
  const verdict = page.locator('.drag-verdict')
  /** The pointer over the map becomes a hand where there is something to take. */
  const untilDrawnAt = async ({ x, y }: Point) => {
    let shake = 0
    await expect
      .poll(
        async () => {
          shake = 1 - shake
          await page.mouse.move(x + shake, y)
          return page.locator('canvas.maplibregl-canvas').evaluate((canvas) => canvas.style.cursor)
        },
        { timeout: 60_000 },
      )
      .toBe('pointer')
  }
  /**
   * The hand: takes the thing in the middle of one place and goes to another until the card in the air says what it
   * should; lists may change as soon as something is in the air. Lets go when it is told to.
   */
  const carry = async (from: Locator | Point, to: Locator | Point, says: string) => {
    // What the map draws comes a frame later than the news of it.
    if ('x' in from) await untilDrawnAt(from)
    const start = await middleOf(from)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(start.x + 8, start.y + 8, { steps: 4 })
    await page.locator('.drag-card').waitFor()
    let shake = 0
    await expect
      .poll(
        async () => {
          shake = 1 - shake
          const { x, y } = await middleOf(to)
          await page.mouse.move(x + shake, y, { steps: 4 })
          return verdict.textContent()
        },
        { timeout: 60_000 },
      )
      .toContain(says)
    return () => page.mouse.up()
  }
  return {
    page,
    card,
    column,
    drawer: page.locator('.drawer'),
    badge: page.locator('.live'),
    /** Beside a card: why what was asked of it was not done. */
    refusal: page.locator('.refusal'),
    toast: page.locator('.toast'),
    engineer: (engineerId: string) => page.locator(`[data-drop-engineer="${engineerId}"]`),
    untilLive: () => page.locator('.live.live').waitFor(),
    untilIn: (ticketId: string, stage: Stage) =>
      column(stage).locator(`[data-ticket-id="${ticketId}"]`).waitFor(),
    untilHeldBy: (ticketId: string, name: string) => card(ticketId).getByTitle(name).waitFor(),
    openEngineers: async () => {
      if (!(await page.locator('.engineers').isVisible())) await page.keyboard.press('e')
      await page.locator('.engineers').waitFor()
    },
    untilDrawnAt,
    carry,
    /** As `carry`, and lets go. */
    drag: async (from: Locator | Point, to: Locator | Point, says: string) => {
      const letGo = await carry(from, to, says)
      await letGo()
    },
  }
}

async function middleOf(thing: Locator | Point): Promise<Point> {
  if ('x' in thing) return thing
  // A list that is just being drawn again has no place for a moment.
  const box = await vi.waitFor(async () => (await thing.boundingBox()) ?? expect.fail('has no place'), 30_000)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
