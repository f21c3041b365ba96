import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'

/** How the engine answers. `half`: sends the beginning of an answer and stops; `never`: takes the question, says nothing. */
export type EngineMode =
  | 'right'
  | 'no-way'
  | 'wrong-shape'
  | 'wrong-size'
  | 'negative'
  | 'not-json'
  | 'failing'
  | 'refusing'
  | 'half'
  | 'never'

export type EngineQuestion = { path: string; from: LngLat[]; to: LngLat[] }

/** A server that speaks the table service of OSRM 5 or the matrix service of Valhalla 3, and nothing else of them. */
export type TravelEngine = {
  url: string
  /** Every well-formed question, in order. */
  questions: EngineQuestion[]
  answerWith: (mode: EngineMode) => void
  close: () => Promise<void>
}

/** What every road of this engine is like: twice the straight line, driven at ten metres per second. */
export const roadMeters = (from: LngLat, to: LngLat): number => 2 * distanceMeters(from, to)
export const roadSeconds = (from: LngLat, to: LngLat): number => roadMeters(from, to) / 10

/** With the mode `no-way` the first place cannot reach the first target. */
const hasWay = (mode: EngineMode, i: number, j: number) => mode !== 'no-way' || i + j > 0

type Dialect = {
  /** Undefined when the question is not as documented. */
  readQuestion: (request: IncomingMessage, body: string) => EngineQuestion | undefined
  answer: (question: EngineQuestion, mode: EngineMode) => unknown
  refusal: unknown
}

export async function startTravelEngine(engine: 'osrm' | 'valhalla'): Promise<TravelEngine> {
  const dialect = { osrm, valhalla }[engine]
  const questions: EngineQuestion[] = []
  let mode: EngineMode = 'right'
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const question = dialect.readQuestion(request, body)
      if (!question) {
        send(response, 400, JSON.stringify(dialect.refusal))
        return
      }
      questions.push(question)
      const text = JSON.stringify(dialect.answer(question, mode))
      switch (mode) {
        case 'never':
          return
        case 'half':
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .write(text.slice(0, text.length / 2))
          return
        case 'failing':
          send(response, 500, 'Internal Server Error')
          return
        case 'refusing':
          send(response, 400, JSON.stringify(dialect.refusal))
          return
        case 'not-json':
          send(response, 200, '<html>Welcome to nginx!</html>')
          return
        case 'wrong-shape':
          send(response, 200, '{"code":"Ok","durations":"soon","sources_to_targets":[[{"time":"soon"}]]}')
          return
        case 'right':
        case 'no-way':
        case 'negative':
        case 'wrong-size':
          send(response, 200, text)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    answerWith: (next) => {
      mode = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

const send = (response: ServerResponse, status: number, text: string) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)

/** Rows of the asked pairs; one row too few, or an impossible first number, where the mode wants it. */
function rows<Cell>(
  { from, to }: EngineQuestion,
  mode: EngineMode,
  cell: (way: { seconds: number; meters: number } | null) => Cell,
): Cell[][] {
  const all = from.map((start, i) =>
    to.map((end, j) => {
      const sign = mode === 'negative' ? -1 : 1
      const way = { seconds: sign * roadSeconds(start, end), meters: roadMeters(start, end) }
      return cell(hasWay(mode, i, j) ? way : null)
    }),
  )
  return mode === 'wrong-size' ? all.slice(1) : all
}

/** https://project-osrm.org/docs/v5.24.0/api/#table-service */
const osrm: Dialect = {
  readQuestion({ method, url }) {
    const { pathname, searchParams } = new URL(url ?? '', 'http://engine')
    const [, path, list] = /^(\/table\/v1\/(?:car|bike|foot))\/([-\d.,;]+)$/.exec(pathname) ?? []
    const places = (list ?? '').split(';').map((pair) => {
      const [lng, lat] = pair.split(',').map(Number)
      return { lng: lng ?? Number.NaN, lat: lat ?? Number.NaN }
    })
    const at = (name: string) =>
      (searchParams.get(name) ?? '').split(';').flatMap((index) => places[Number(index)] ?? [])
    const isAsDocumented =
      method === 'GET' &&
      path !== undefined &&
      places.length <= 100 &&
      searchParams.get('annotations') === 'duration,distance' &&
      !searchParams.has('fallback_speed')
    return isAsDocumented ? { path, from: at('sources'), to: at('destinations') } : undefined
  },
  answer: (question, mode) => ({
    code: 'Ok',
    durations: rows(question, mode, (way) => way && way.seconds),
    distances: rows(question, mode, (way) => way && way.meters),
    sources: question.from.map(({ lng, lat }) => ({ hint: '', distance: 4, name: '', location: [lng, lat] })),
    destinations: question.to.map(({ lng, lat }) => ({
      hint: '',
      distance: 4,
      name: '',
      location: [lng, lat],
    })),
  }),
  refusal: {
    code: 'NoSegment',
    message: 'One of the supplied input coordinates could not snap to street segment.',
  },
}

/** https://valhalla.github.io/valhalla/api/matrix/api-reference/ */
const valhalla: Dialect = {
  readQuestion({ method, url }, body) {
    if (method !== 'POST' || url !== '/sources_to_targets') return undefined
    const { sources, targets, costing, units } = JSON.parse(body) as {
      sources: { lat: number; lon: number }[]
      targets: { lat: number; lon: number }[]
      costing: string
      units: string
    }
    const isAsDocumented =
      ['auto', 'bicycle', 'pedestrian'].includes(costing) &&
      units === 'kilometers' &&
      sources.length * targets.length <= 2_500
    const read = ({ lat, lon }: { lat: number; lon: number }) => ({ lng: lon, lat })
    return isAsDocumented ? { path: costing, from: sources.map(read), to: targets.map(read) } : undefined
  },
  answer: (question, mode) => ({
    algorithm: 'costmatrix',
    units: 'kilometers',
    sources_to_targets: rows(question, mode, (way) => ({
      distance: way && way.meters / 1_000,
      time: way && way.seconds,
    })).map((row, i) => row.map((cell, j) => ({ ...cell, from_index: i, to_index: j }))),
  }),
  refusal: {
    error_code: 171,
    error: 'No suitable edges near location',
    status_code: 400,
    status: 'Bad Request',
  },
}
