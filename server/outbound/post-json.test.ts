import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postJson, type PostOptions } from './post-json.ts'

let server: Server
let answer: RequestListener
let heard: { path: string; body: string }[]
let port: number

beforeEach(async () => {
  heard = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      heard.push({ path: request.url ?? '', body })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const post = (more: Partial<PostOptions> = {}) =>
  postJson({
    url: `http://127.0.0.1:${port}/hook`,
    headers: {},
    body: '{"a":1}',
    allowPrivate: true,
    ...more,
  })
const leadingTo =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))

describe('a call of another system', () => {
  it('[M9] any answer of the two hundreds will do', async () => {
    answer = (_request, response) => response.writeHead(202).end('taken')
    expect(await post()).toEqual({ ok: true, said: 'taken' })
    expect(heard).toEqual([{ path: '/hook', body: '{"a":1}' }])
  })

  it('[M9] a redirection is not followed', async () => {
    answer = ({ url }, response) =>
      url === '/hook' ? response.writeHead(302, { location: '/other' }).end() : response.end()
    expect(await post()).toEqual({ ok: false, failure: { kind: 'redirected', status: 302 } })
    expect(heard.map(({ path }) => path)).toEqual(['/hook'])
  })

  it('[M9] says what a refusal said, and no more than the first of it', async () => {
    answer = (_request, response) => response.writeHead(500).end('out of order '.repeat(1_000))
    const refused = await post()
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'status', status: 500 } })
    expect(JSON.stringify(refused).length).toBeLessThan(500)
  })

  it('[M9] an answer without an end is cut off', async () => {
    answer = (_request, response) => {
      const pour = () => {
        while (response.write('x'.repeat(1_000))) continue
      }
      response.on('drain', pour)
      pour()
    }
    expect(await post()).toMatchObject({ ok: true })
  })

  it('[M9] a receiver that hangs is given up', async () => {
    answer = () => undefined
    expect(await post({ timeoutMs: 50 })).toEqual({
      ok: false,
      failure: { kind: 'timed-out', seconds: 0.05 },
    })
  })

  it('[M9] what is no HTTP is unreachable', async () => {
    const garbage = createTcpServer((socket) => socket.end('SSH-2.0-hello\r\n'))
    await new Promise<void>((resolve) => {
      garbage.listen(0, '127.0.0.1', resolve)
    })
    const { port: garbagePort } = garbage.address() as AddressInfo
    expect(await post({ url: `http://127.0.0.1:${garbagePort}/` })).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable' },
    })
    garbage.close()
  })

  it('[M10] calls the very address that was checked', async () => {
    answer = (_request, response) => response.end()
    const url = `http://store.example:${port}/hook`
    expect(await post({ url, resolve: leadingTo('127.0.0.1') })).toMatchObject({ ok: true })
  })

  it.each([
    ['a loopback address', 'http://127.0.0.1:1/', []],
    ['a name without a dot', 'http://localhost:1/', []],
    ['an address of IPv6', 'http://[::1]:1/', []],
    ['an address that is written as a number', 'http://2130706433/', []],
    ['a name that leads to loopback', 'http://store.example/', ['127.0.0.1']],
    ['a name that leads to the machine of the cloud', 'http://store.example/', ['169.254.169.254']],
    ['a name of which one address is inside', 'http://store.example/', ['93.184.215.14', '10.0.0.7']],
    ['a name that leads inside in the dress of IPv6', 'http://store.example/', ['::ffff:192.168.1.1']],
    ['a name that leads to a link', 'http://store.example/', ['fe80::1%eth0']],
  ])('[M10] %s is not called', async (_what, url, addresses) => {
    expect(await post({ url, allowPrivate: false, resolve: leadingTo(...addresses) })).toMatchObject({
      ok: false,
      failure: { kind: 'private-address' },
    })
    expect(heard).toEqual([])
  })
})
