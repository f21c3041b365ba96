import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostScoredTickets, type EngineerScoresAnswer } from '#contract/wire.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import { createEngineerScoreBook, type EngineerScoreBook } from './engineer-score-book.ts'

const soonMs = 50

type Asked = {
  engineerId: string
  ticketIds: readonly string[]
  answer: (given: EngineerScoresAnswer) => void
}

let asked: Asked[]
let book: EngineerScoreBook

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  book = createEngineerScoreBook(
    (engineerId, ticketIds) =>
      new Promise((answer) => {
        asked.push({ engineerId, ticketIds, answer })
      }),
  )
})
afterEach(() => {
  vi.useRealTimers()
})

const against = (ticketId: string): EngineerScore => ({
  ticketId,
  kind: 'against',
  rejection: { name: 'customer-wish', engineer: 'Ana' },
})
const questions = () => asked.map(({ engineerId, ticketIds }) => [engineerId, ticketIds])

describe('what the engine gives the engineer in the air', () => {
  it('is asked in one question for what is in sight, and once', async () => {
    book.want('a')
    const release = book.want('b')
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toEqual([])
    book.hold('ana')
    await vi.advanceTimersByTimeAsync(soonMs)
    release()
    book.want('b')
    book.want('c')
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(questions()).toEqual([
      ['ana', ['a', 'b']],
      ['ana', ['c']],
    ])
  })

  it('comes by the hundred at most, the rest in a question of its own', async () => {
    const ids = Array.from({ length: mostScoredTickets + 1 }, (_, index) => `${index}`)
    for (const id of ids) book.want(id)
    book.hold('ana')
    await vi.advanceTimersByTimeAsync(2 * soonMs)
    expect(questions()).toEqual([
      ['ana', ids.slice(0, mostScoredTickets)],
      ['ana', ids.slice(mostScoredTickets)],
    ])
  })

  it('is told when it is there, and forgotten when the hand opens', async () => {
    const told = vi.fn()
    book.want('a')
    book.hold('ana')
    await vi.advanceTimersByTimeAsync(soonMs)
    book.subscribe(told)
    asked[0]?.answer({ ok: true, scores: [against('a')] })
    await vi.advanceTimersByTimeAsync(0)
    expect(told).toHaveBeenCalledTimes(1)
    expect(book.find('a')).toEqual(against('a'))
    book.hold(null)
    expect(book.find('a')).toBeNull()
  })

  it('is dropped when it comes after somebody else was taken up', async () => {
    book.want('a')
    book.hold('ana')
    await vi.advanceTimersByTimeAsync(soonMs)
    book.hold('ben')
    asked[0]?.answer({ ok: true, scores: [against('a')] })
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(book.find('a')).toBeNull()
    expect(questions()).toEqual([
      ['ana', ['a']],
      ['ben', ['a']],
    ])
  })

  it('stays unknown where the question is refused', async () => {
    book.want('a')
    book.hold('ana')
    await vi.advanceTimersByTimeAsync(soonMs)
    asked[0]?.answer({ ok: false, rejection: { name: 'no-answer' } })
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(book.find('a')).toBeNull()
    expect(asked).toHaveLength(1)
  })
})
