import { randomUUID } from 'node:crypto'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CommandInput, CommandName } from '#contract/command.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import type { BoardPage } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { commandOn } from '#tests/support/send-command.ts'
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

/** Done by somebody who is not at a screen. */
async function work<Name extends CommandName>(
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
) {
  const { boardId } = town
  const runCommand = createRunCommand({
    sql: server.database.sql,
    now: Date.now,
    onCommitted: () => undefined,
  })
  const actor = { kind: 'engine', id: randomUUID(), name: '班长', boardId } as const
  expect(await runCommand(actor, commandOn(boardId, name, input))).toMatchObject({ ok: true })
}

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await ana.page.keyboard.press(key)
}
const untilFocused = (thing: Locator) =>
  expect.poll(() => thing.evaluate((element) => element === document.activeElement)).toBe(true)
const pressUntilFocused = (key: string, thing: Locator) =>
  expect
    .poll(
      async () => {
        const there = await thing.evaluate((element) => element === document.activeElement)
        if (!there) await press(key)
        return there
      },
      { timeout: 60_000 },
    )
    .toBe(true)

it('a ticket is found, opened, assigned, moved, taken back and put back without a mouse', async () => {
  const [first, second] = town.tickets
  const [engineer] = town.able

  await press('ArrowDown')
  await untilFocused(ana.card(first.id))
  await press('ArrowDown')
  await untilFocused(ana.card(second.id))
  await press('Home')
  await untilFocused(ana.card(first.id))

  await press('Enter')
  await ana.drawer.filter({ hasText: first.title }).waitFor()
  await press('Escape')
  await ana.drawer.waitFor({ state: 'detached' })
  await untilFocused(ana.card(first.id))

  await press('a')
  await untilFocused(ana.page.getByRole('combobox'))
  await ana.page.keyboard.insertText(engineer.name)
  await ana.page.getByRole('option', { name: engineer.name, selected: true }).waitFor()
  await press('Enter')
  await ben.untilIn(first.id, 'assigned')
  await ben.untilHeldBy(first.id, engineer.name)

  await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
  await press('m')
  await pressUntilFocused('ArrowDown', ana.page.getByRole('menuitem', { name: '在途' }))
  await press('Enter')
  await ben.untilIn(first.id, 'en-route')

  await ana.page.getByRole('menu').waitFor({ state: 'detached' })
  await press('p')
  await ana.toast.filter({ hasText: '已锁定' }).waitFor()
  await press('p')
  await ana.toast.filter({ hasText: '已解除锁定' }).waitFor()

  await press('u')
  await ben.untilIn(first.id, 'to-dispatch')
  await ana.toast.filter({ hasText: '已撤回派单' }).waitFor()
  await press('z')
  await ben.untilIn(first.id, 'en-route')
  await ben.untilHeldBy(first.id, engineer.name)
})

it('/ finds a ticket, ? shows the keys, n begins a new ticket, Esc leaves each of them', async () => {
  const [, { id, title }] = town.tickets

  await press('/')
  await untilFocused(ana.page.getByRole('combobox'))
  await ana.page.keyboard.insertText(title)
  await ana.page.getByRole('option', { name: title, selected: true }).waitFor()
  await press('Enter')
  await ana.drawer.filter({ hasText: title }).waitFor()
  expect(ana.page.url()).toContain(id)
  await press('Escape')
  await ana.drawer.waitFor({ state: 'detached' })

  const help = ana.page.getByRole('dialog', { name: '快捷键' })
  await press('?')
  await help.waitFor()
  const form = ana.page.getByRole('form', { name: '新建工单' })
  // As fast as two fingers: what closes must not take the focus from what opens.
  await Promise.all([ana.page.keyboard.press('Escape'), ana.page.keyboard.press('n')])
  await form.waitFor()
  await help.waitFor({ state: 'detached' })
  await untilFocused(form.getByRole('textbox').first())
  await ana.page.keyboard.insertText('漏水')
  expect(await form.getByRole('textbox').first().inputValue()).toBe('漏水')
  await press('Escape')
  await form.waitFor({ state: 'detached' })
})

it('the menu of a ticket offers what the flow lets happen, and says why not', async () => {
  const [{ id: ticketId }] = town.tickets
  const [{ id: engineerId }] = town.able
  const assign = ana.page.getByRole('menuitem', { name: '派给…' })
  const takeBack = ana.page.getByRole('menuitem', { name: '撤回派单' })
  await press('Home')
  await untilFocused(ana.card(ticketId))
  await press('Shift+F10')
  await assign.waitFor()
  expect(await assign.isEnabled()).toBe(true)
  expect(await takeBack.count()).toBe(0)
  await press('Escape')
  await assign.waitFor({ state: 'detached' })

  await work('assignTicket', { ticketId, expectedVersion: 1, engineerId })
  await work('moveTicketStage', { ticketId, expectedVersion: 2, stage: 'on-site' })
  await work('moveTicketStage', { ticketId, expectedVersion: 3, stage: 'to-verify' })
  await ana.untilIn(ticketId, 'to-verify')
  await ana.card(ticketId).focus()
  await untilFocused(ana.card(ticketId))
  await press('Shift+F10')
  await assign.filter({ hasText: '流程在「待验收」阶段不允许这样做' }).waitFor()
  expect(await assign.isDisabled()).toBe(true)
  expect(await takeBack.isDisabled()).toBe(true)
  await press('Escape')
  await assign.waitFor({ state: 'detached' })
  await press('a')
  await ana.refusal.filter({ hasText: '流程在「待验收」阶段不允许这样做' }).waitFor()
})

it('several are chosen by Shift and assigned at once', async () => {
  const [engineer] = town.able
  await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
  await ana.page.getByText('3 单已选').waitFor()
  await press('a')
  await untilFocused(ana.page.getByRole('combobox'))
  await ana.page.keyboard.insertText(engineer.name)
  await ana.page.getByRole('option', { name: engineer.name, selected: true }).waitFor()
  await press('Enter')
  for (const { id } of town.tickets) await ben.untilHeldBy(id, engineer.name)
})
