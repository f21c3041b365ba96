import { Transform } from 'node:stream'

/**
 * Takes the zero bytes out of a page. React 18 sends what it renders in blocks of 2,048 bytes, and fills one with zeros when the
 * next character, of three bytes in Chinese, does not fit: a browser shows them as �. No page has a zero byte of its own.
 */
export const withoutFiller = (): Transform =>
  new Transform({
    transform(block: Buffer, _encoding, done) {
      done(null, block.includes(0) ? block.filter((byte) => byte !== 0) : block)
    },
  })
