import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { saveMessages, type FlowMessage } from '#db/message.ts'
import { lockTickets } from '#db/ticket.ts'
import { saveWebhookDelivery } from '#db/webhook-delivery.ts'
import { nothingOutside } from '#server/outboxes.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import { startReceiver, type Receiver } from '#tests/support/receiver.ts'
import { createScreens } from '#tests/support/screens.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer
let town: SmallTown
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startTestServer({ pages: true, outbound: { ...nothingOutside, allowPrivateWebhooks: true } })
  town = await buildSmallTown(server.database)
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})

const come = async (path: string, locale: 'zh-CN' | 'en' = 'zh-CN') => {
  const { cookie } = await signIn(server.database, { role: 'admin', boardIds: [], name: '林薇' })
  const page = await screens.open({ url: server.url, cookie, locale })
  await page.goto(server.url + path)
  return page
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The page as it is now, with what stands in its boxes. */
const everythingOn = async (page: Page): Promise<string> => {
  const typed = await page
    .locator('input')
    .evaluateAll((boxes) => boxes.filter((box) => box instanceof HTMLInputElement).map(({ value }) => value))
  return [await page.content(), ...typed].join('\n')
}

/** A webhook that is given up at its first failure. */
const callOut = () =>
  server.database.sql.begin(async (tx) => {
    const [held] = await lockTickets(tx, [town.tickets[0].id])
    if (!held) throw new Error('the ticket is gone')
    const node = { id: 'n1', name: { 'zh-CN': '通知仓库', en: 'Tell the store' } }
    const flow = { id: randomUUID(), number: 1 }
    const step = {
      id: randomUUID(),
      ticket: held.ticket,
      tokenId: 't1',
      step: 1,
      url: receiver.url,
      retries: 0,
    }
    await saveWebhookDelivery(tx, { ...step, flow, node }, Date.now())
  })

it('[M3] a calendar is made, asked about when it is left unsaved, and saved', async () => {
  const page = await come('/settings/calendars')
  await page.getByRole('link', { name: '新建日历' }).click()
  const name = page.getByRole('textbox', { name: '名称' })
  const tabs = page.getByRole('navigation', { name: '设置' })
  await name.fill('夜班')
  await tabs.getByRole('link', { name: '评分策略' }).click()
  await page.getByRole('dialog', { name: '放弃「夜班」的修改？' }).waitFor()
  await button(page, '继续编辑').click()
  expect(await name.inputValue()).toBe('夜班')
  await button(page, '保存').click()
  await page.getByText('已保存').waitFor()
  await page.getByRole('link', { name: /^夜班/ }).waitFor()

  await name.fill('早班')
  await tabs.getByRole('link', { name: '评分策略' }).click()
  await button(page, '放弃修改').click()
  await page.getByRole('heading', { name: '评分策略' }).waitFor()
  await tabs.getByRole('link', { name: '工作日历' }).click()
  await page.getByRole('link', { name: /^夜班/ }).waitFor()
})

it('a team that is not saved is asked about as well', async () => {
  const page = await come('/settings/teams?team=new')
  const name = page.getByRole('textbox', { name: '名称' })
  const calendars = page.getByRole('navigation', { name: '设置' }).getByRole('link', { name: '工作日历' })
  await name.waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await name.fill('水电组')
  await calendars.click()
  await page.getByRole('dialog', { name: '放弃「水电组」的修改？' }).waitFor()
  await button(page, '继续编辑').click()
  await button(page, '保存').click()
  await page.getByText('已保存').waitFor()
  // What is saved is left without a question, and so is a new one on which nothing was written.
  await page.getByRole('link', { name: '新建班组' }).click()
  await page.getByRole('link', { name: /^新班组/ }).waitFor()
  await calendars.click()
  await page.getByRole('heading', { name: '工作日历' }).waitFor()
})

it('[M9] [M11] what was not delivered says why and is sent again; the secret is replaced and shown once', async () => {
  receiver.answerWith([{ status: 503, body: 'closed for stocktaking' }, { status: 200 }])
  const page = await come('/settings/outbound')
  await page.getByText('没有送不到的 Webhook').waitFor()
  await callOut()
  await page.getByText('对方答复 503：closed for stocktaking · 试了 1 次').waitFor()
  expect(await findAxeProblems(page)).toEqual([])
  await button(page, `重发 ${town.tickets[0].number} 的 Webhook`).click()
  await page.getByText('1 条重新发送中。').waitFor()
  await receiver.untilReceived(2)
  await page.getByText('没有送不到的 Webhook').waitFor()

  await button(page, '更换密钥').click()
  await page.getByRole('dialog').getByRole('button', { name: '更换' }).click()
  const shown = page.getByRole('dialog', { name: '新的签名密钥' })
  const secret = await shown.getByRole('textbox').inputValue()
  expect(secret).toMatch(/^whsec_.{40,}$/)
  // Neither a key nor a click beside it takes it away before it is kept.
  await page.keyboard.press('Escape')
  await page.mouse.click(8, 450)
  await shown.getByRole('textbox').click()
  expect(await shown.getByRole('textbox').inputValue()).toBe(secret)
  await button(page, '已保存，关闭').click()
  await shown.waitFor({ state: 'detached' })
  await page.getByText(/^旧密钥同时签名到/).waitFor()
  expect(await everythingOn(page)).not.toContain(secret)
  await page.reload()
  await page.getByText(/^旧密钥同时签名到/).waitFor()
  expect(await everythingOn(page)).not.toContain(secret)
})

it('all that was not delivered is sent again only after a question', async () => {
  const before = receiver.received.length
  const answered = Array.from({ length: before }, () => ({ status: 200 }))
  receiver.answerWith([...answered, { status: 503 }, { status: 503 }, { status: 200 }])
  await callOut()
  await callOut()
  await receiver.untilReceived(before + 2)
  const page = await come('/settings/outbound')
  const dialog = page.getByRole('dialog', { name: '重发 2 条 Webhook？' })
  await button(page, '全部重发 2 条').click()
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(receiver.received).toHaveLength(before + 2)
  await button(page, '全部重发 2 条').click()
  await dialog.getByRole('button', { name: '重发 2 条' }).click()
  await page.getByText('2 条重新发送中。').waitFor()
  await receiver.untilReceived(before + 4)
  await page.getByText('没有送不到的 Webhook').waitFor()
})

it('[M14] the bell counts what flows have to tell, and leads to the ticket', async () => {
  const { database, url } = server
  const { cookie, personId } = await signIn(database, { role: 'admin', boardIds: [], name: '老本' })
  const message: FlowMessage = {
    boardId: town.boardId,
    ticketId: town.tickets[0].id,
    nodeId: 'n1',
    to: { kind: 'person', personId },
    channel: 'app',
    text: { 'zh-CN': '请复核报价', en: 'Please check the quote' },
    handlerId: null,
    holderId: null,
  }
  await database.sql.begin((tx) => saveMessages(tx, [message], Date.now()))
  const page = await screens.open({ url, cookie, locale: 'en' })
  await page.goto(`${url}/settings/outbound`)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: /1 unread/ }).click()
  const box = await page.getByRole('dialog', { name: 'Messages' }).boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('link', { name: /Please check the quote/ }).click()
  await page.waitForURL(`**/boards/${town.boardId}?ticket=${town.tickets[0].id}`)
  await page.getByRole('button', { name: 'Messages', exact: true }).waitFor()
})
