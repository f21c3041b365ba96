import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'

export type ScreenOptions = {
  url: string
  /** The session, as `signIn` gives it; without it nobody has signed in. */
  cookie?: string
  locale?: 'zh-CN' | 'en'
  theme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
}

export type Screens = {
  /** A browser of somebody's own. Motion is reduced: what moves for beauty only would have to be waited for. */
  open: (options: ScreenOptions) => Promise<Page>
  /** From here to the end of the test complaints like this one are what is being tested. */
  expectTrouble: (like: RegExp) => void
}

/**
 * Real screens for the tests of one file. A test in which any page wrote an error or a warning, threw, or asked another
 * host for anything has failed, whatever else it found.
 */
export function createScreens(): Screens {
  // Maps are drawn without a graphics card here.
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
  let browser: Browser
  const contexts: BrowserContext[] = []
  const complaints: string[] = []
  const expected: RegExp[] = []
  const complain = (text: string) => complaints.push(text)

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    const foreseen = expected.splice(0)
    const unforeseen = complaints.splice(0).filter((text) => !foreseen.some((like) => like.test(text)))
    expect(unforeseen).toEqual([])
  })
  afterAll(() => browser.close())

  return {
    expectTrouble: (like) => {
      expected.push(like)
    },
    async open({ url, cookie, locale = 'zh-CN', theme = 'light', viewport = { width: 1440, height: 900 } }) {
      const context = await browser.newContext({
        viewport,
        locale,
        colorScheme: theme,
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      context.setDefaultTimeout(60_000)
      const { host } = new URL(url)
      const isOwn = (address: string) => new URL(address).host === host || /^(data|blob):/.test(address)
      context.on('request', (request) => {
        if (!isOwn(request.url())) complain(`asked another host: ${request.url()}`)
      })
      context.on('console', (message) => {
        if (isComplaint(message)) complain(`console ${message.type()}: ${message.text()}`)
      })
      context.on('weberror', (failure) => complain(`thrown: ${failure.error().message}`))
      const page = await context.newPage()
      page.on('websocket', (socket) => {
        if (!isOwn(socket.url())) complain(`asked another host: ${socket.url()}`)
      })
      const [name, value] = cookie?.split('=') ?? []
      await context.addCookies([
        { name: 'locale', value: locale, url },
        { name: 'theme', value: theme, url },
        ...(name && value ? [{ name, value, url }] : []),
      ])
      return page
    },
  }
}

/** Said of the software that stands in for a graphics card, not of our pages. */
const ofTheDriver = /GPU stall due to ReadPixels|GL Driver Message/

const isComplaint = (message: ConsoleMessage): boolean =>
  ['error', 'warning', 'assert'].includes(message.type()) && !ofTheDriver.test(message.text())
