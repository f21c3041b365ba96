import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createToken, hashToken } from '#server/auth/token.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import type { BoardPage } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import type { SmallTown } from '#tests/support/small-town.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { openTown } from '#tests/support/town-screens.ts'

const screens = createScreens()
let server: TestServer
let town: SmallTown
let ana: BoardPage
let ben: BoardPage

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

beforeEach(async () => {
  ;({ town, ana, ben } = await openTown(screens, server))
})

/** The engineer, signed in on a phone. */
async function openPhone(engineerId: string): Promise<Page> {
  const { kysely } = server.database
  const [personId, token] = [randomUUID(), createToken()]
  await kysely
    .insertInto('person')
    .values({ id: personId, name: '-', login: personId, role: 'engineer' })
    .execute()
  await kysely.updateTable('engineer').set({ person_id: personId }).where('id', '=', engineerId).execute()
  await kysely
    .insertInto('login_session')
    .values({ token_hash: hashToken(token), person_id: personId, expires_at: Date.now() + 3_600_000 })
    .execute()
  const page = await screens.open({
    url: server.url,
    cookie: `paidan_session=${token}`,
    viewport: { width: 390, height: 844 },
  })
  // Where an engineer lands who signs in like anybody else.
  await page.goto(`${server.url}/boards`)
  await page.getByText('在线').waitFor()
  return page
}

const choose = async (board: BoardPage, ticketId: string, entry: string) => {
  await board.card(ticketId).click({ button: 'right' })
  await board.page.getByRole('menuitem', { name: entry }).click()
}

it('[O1] an engineer accepts on the phone what a dispatcher has offered, before the eyes of another', async () => {
  const [{ id, number }] = town.tickets
  const [nearest] = town.able
  const phone = await openPhone(nearest.id)
  await phone.getByText('现在没有要答复的').waitFor()
  await choose(ana, id, `邀约 ${nearest.name}`)
  await ben.card(id).locator('.offer-mark').filter({ hasText: nearest.name }).waitFor()
  const card = phone.locator('.phone-card.asked').filter({ hasText: number })
  await card.getByText(/^[01]:\d\d$/).waitFor()
  for (const button of await card.getByRole('button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await findAxeProblems(phone)).toEqual([])
  await card.getByRole('button', { name: '接单' }).click()
  await ben.untilHeldBy(id, nearest.name)
  await phone.getByText(`${number} 已接单`).waitFor()
  await card.waitFor({ state: 'detached' })
  const ownWork = phone.getByRole('region', { name: '我的工单' })
  await ownWork.getByRole('listitem').filter({ hasText: number }).waitFor()
})

it('[O3] what one engineer declines is asked of the next, who sees it without asking', async () => {
  const [{ id, number }] = town.tickets
  const [nearest, other] = town.able
  const [first, second] = [await openPhone(nearest.id), await openPhone(other.id)]
  await choose(ana, id, `邀约 ${nearest.name}`)
  await first.getByRole('button', { name: '不接' }).click()
  // The second is too far for the floor of the policy, or is asked: which of the two, the card of the board says.
  const asked = ben.card(id).locator('.offer-mark').filter({ hasText: other.name })
  const offered = second.getByRole('listitem').filter({ hasText: number })
  await Promise.all([asked.waitFor(), offered.waitFor()])
})

it('[O5] in the pool the first who claims has it, and the other is told who', async () => {
  const [{ id, number }] = town.tickets
  const [one, other] = town.able
  const [first, second] = [await openPhone(one.id), await openPhone(other.id)]
  await choose(ana, id, '放入抢单池')
  await ben.card(id).locator('.offer-mark').filter({ hasText: '待抢' }).waitFor()
  const claimOn = (phone: Page) => phone.getByRole('button', { name: '抢单' })
  await Promise.all([claimOn(first).waitFor(), claimOn(second).waitFor()])
  await Promise.all([claimOn(first).click(), claimOn(second).click()])
  const won = [first, second].map((phone) => phone.getByText(`${number} 抢到了。`))
  const lost = [first, second].map((phone) => phone.getByText(`${number} 已归`))
  await Promise.race([
    Promise.all([won[0]?.waitFor(), lost[1]?.waitFor()]),
    Promise.all([won[1]?.waitFor(), lost[0]?.waitFor()]),
  ])
})
