import { PassThrough, type Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { renderToPipeableStream } from 'react-dom/server'
import { expect, it } from 'vitest'
import { withoutFiller } from './without-filler.server.ts'

/** Many short texts: a long one is sent by itself and in no block. */
const words = Array.from({ length: 500 }, (_, index) => `${'-'.repeat(index % 7)}工单调度台`)
const page = words.map((word, index) => <p key={index}>{word}</p>)
const rendered = words.map((word) => `<p>${word}</p>`).join('')

const render = (through: Duplex) => text(renderToPipeableStream(page).pipe(through))

it('sends a Chinese page as it was rendered, wherever a block of React ends in it', async () => {
  expect(await render(withoutFiller())).toBe(rendered)
})

it('is needed as long as React fills its blocks', async () => {
  expect((await render(new PassThrough())).includes('\0')).toBe(true)
})
