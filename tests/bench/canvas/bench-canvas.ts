import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { FlowDraft } from '#contract/flow-document.ts'
import { loadBuiltPages } from '#server/http/pages.ts'
import { prepare } from '#server/prepare.mjs'
import { launchChromium } from '#tests/support/chromium.ts'
import { insertTestFlow } from '#tests/support/flow-screen.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { openBenchDatabase } from '../harness/bench-board.ts'
import { startBenchPaidan } from '../harness/paidan-process.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { makeBarePage } from './bare-page.ts'
import { drawCanvas, stepId } from './drawn-canvas.ts'
import { watchDrawnParts } from './drawn-parts.ts'
import { measureSteps, untilDrawn } from './frame-cost.ts'

const sizes = [300, 1_000]
const rounds = 5
const frames = 40
const strokes = 20
/** In the middle of what is seen first: near the edge of the screen a drag moves the view as well. */
const held = 146
const stroked = '第二十二步改名为上门维修并且拍照留存'
const viewport = { width: 1440, height: 900 }
const buildFolder = fileURLToPath(new URL('../../../build', import.meta.url))

/** What a frame of a drag and a stroke in a form cost the page, and which nodes are drawn for it. */
export async function benchCanvas(): Promise<BenchReport> {
  prepare({ forTests: true })
  const { database, close } = await openBenchDatabase()
  const paidan = await startBenchPaidan(database.connection, { pages: await loadBuiltPages(buildFolder) })
  const browser = await launchChromium()
  try {
    const { cookie } = await signIn(database, { role: 'admin', boardIds: [], name: '林薇' })
    const bare = await makeBarePage()
    const measured: Measured[] = []
    for (const size of sizes) {
      const draft = drawCanvas(size)
      const address = `${paidan.url}/flows/${await insertTestFlow(database, draft)}`
      measured.push(await measureSize({ browser, cookie, url: paidan.url, address, draft, bare }))
    }
    return reportOn(measured)
  } finally {
    await browser.close()
    await paidan.close()
    await close()
  }
}

type Given = {
  browser: Browser
  cookie: string
  url: string
  address: string
  draft: FlowDraft
  bare: (draft: FlowDraft, onlyVisible: boolean) => string
}

type Measured = {
  nodes: number
  drag: readonly number[]
  bareDrag: readonly number[]
  bareVisibleDrag: readonly number[]
  stroke: readonly number[]
  draggedParts: readonly string[]
  strokedParts: readonly string[]
}

async function measureSize({ browser, cookie, url, address, draft, bare }: Given): Promise<Measured> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  const product = await openEditor(context, address)
  const openBare = async (onlyVisible: boolean) => {
    const page = await context.newPage()
    await page.setContent(bare(draft, onlyVisible))
    await nodeOn(page).waitFor()
    return page
  }
  const [bareAll, bareVisible] = [await openBare(false), await openBare(true)]
  const dragOn = (page: Page) => async () => {
    await page.bringToFront()
    return dragOver(page, (moves) => measureSteps(page, frames, moves))
  }
  const times = await interleave(
    {
      drag: dragOn(product),
      bareDrag: dragOn(bareAll),
      bareVisibleDrag: dragOn(bareVisible),
      stroke: async () => {
        await product.bringToFront()
        return typeInForm(product, (stroke) => measureSteps(product, strokes, stroke))
      },
    },
    rounds,
  )
  for (const page of [product, bareAll, bareVisible]) await page.close()

  const watched = await context.newPage()
  const parts = await watchDrawnParts(watched)
  await openEditor(context, address, watched)
  await dragOver(watched, async (move) => {
    // Taking hold selects it, which is no frame of the drag.
    await move(0)
    await untilDrawn(watched)
    await parts.forget()
    for (let index = 1; index < frames; index += 1) await move(index)
    await untilDrawn(watched)
  })
  const draggedParts = await parts.read()
  await typeInForm(watched, async (stroke) => {
    await stroke(0)
    await untilDrawn(watched)
    await parts.forget()
    for (let index = 1; index < strokes; index += 1) await stroke(index)
    await untilDrawn(watched)
  })
  const strokedParts = await parts.read()
  await context.close()
  return { nodes: Object.keys(draft.nodes).length, ...times, draggedParts, strokedParts }
}

const nodeOn = (page: Page) => page.locator(`.react-flow__node[data-id="${stepId(held)}"]`)

async function openEditor(context: BrowserContext, address: string, page?: Page): Promise<Page> {
  const opened = page ?? (await context.newPage())
  await opened.goto(address)
  await nodeOn(opened).waitFor()
  await untilDrawn(opened)
  return opened
}

/** There and back in one frame per move, so that the node lies where it lay. */
async function dragOver<Answer>(
  page: Page,
  work: (move: (index: number) => Promise<void>) => Promise<Answer>,
): Promise<Answer> {
  const box = await nodeOn(page).boundingBox()
  if (!box) throw new Error('the node is not on the screen')
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 3]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const answer = await work(async (index) => {
    const angle = ((index + 1) / frames) * 2 * Math.PI
    await page.mouse.move(x + 90 * Math.sin(angle), y + 60 * (1 - Math.cos(angle)))
  })
  await page.mouse.move(x, y)
  await page.mouse.up()
  await untilDrawn(page)
  return answer
}

async function typeInForm<Answer>(
  page: Page,
  work: (stroke: (index: number) => Promise<void>) => Promise<Answer>,
): Promise<Answer> {
  await nodeOn(page).click({ position: { x: 30, y: 10 } })
  const field = page
    .locator('.finspector-form input[type="text"], .finspector-form input:not([type])')
    .first()
  await field.fill('')
  await field.focus()
  return work((index) => page.keyboard.insertText(stroked[index % stroked.length] ?? ''))
}

/** The node itself, and the two lines that end at it. */
const touched = new Set([stepId(held), `line-${held}`, `line-${held + 1}`])

function reportOn(measured: readonly Measured[]): BenchReport {
  const results: BenchReport['results'] = {}
  const ratios: BenchReport['ratios'] = {}
  const remarks: string[] = []
  for (const one of measured) {
    const of = (what: string) => `${one.nodes} nodes: ${what}`
    results[of('a frame of a drag')] = figure('ms', one.drag)
    results[of('bare React Flow, all mounted')] = figure('ms', one.bareDrag)
    results[of('bare React Flow, what is seen mounted')] = figure('ms', one.bareVisibleDrag)
    results[of('a stroke in the form')] = figure('ms', one.stroke)
    results[of('parts drawn in a drag')] = figure('parts', [one.draggedParts.length])
    results[of('parts drawn while typing')] = figure('parts', [one.strokedParts.length])
    // The whole editor against the bare library: lines round nodes, guides, what the others see of the drag.
    ratios[of('drag / bare React Flow')] = ratio(one.drag, one.bareDrag, { atMost: 2 })
    const budget = { atMost: one.nodes <= 300 ? 16 : 33 }
    ratios[of('a frame of a drag in time')] = bounded(figure('ms', one.drag), budget)
    ratios[of('a stroke in time')] = bounded(figure('ms', one.stroke), budget)
    const others = [...one.draggedParts, ...one.strokedParts].filter((id) => !touched.has(id))
    ratios[of('parts drawn that were not touched')] = bounded(figure('parts', [others.length]), { atMost: 0 })
    if (one.draggedParts.length === 0)
      remarks.push(`${one.nodes} nodes: no part was seen to be drawn: not to be believed`)
    remarks.push(...remarkOnReference(of('bare React Flow'), one.bareDrag))
  }
  remarks.push('all milliseconds are CPU time of the page’s main thread, software drawing included')
  const isSeen = measured.every(({ draggedParts, strokedParts }) => draggedParts.length * strokedParts.length)
  return {
    name: 'canvas',
    results,
    ratios,
    remarks,
    ok: isSeen && Object.values(ratios).every(({ holds }) => holds),
  }
}
