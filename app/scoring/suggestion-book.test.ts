import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostSuggestions } from '#contract/wire.ts'
import { createSuggestionBook, type SuggestionBook } from './suggestion-book.ts'

const soonMs = 50
const laterMs = 3_500

let asked: (readonly string[])[]
let book: SuggestionBook

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  book = createSuggestionBook((ticketIds) => {
    asked.push(ticketIds)
    return Promise.resolve({
      ok: true,
      suggestions: ticketIds.map((ticketId) => ({ ticketId, ticketVersion: 1, first: null, left: null })),
    })
  })
})
afterEach(() => {
  book.close()
  vi.useRealTimers()
})

describe('the suggestions of a screen', () => {
  it('are asked for in one question, and again after a while as long as somebody looks', async () => {
    book.setActive(true)
    const release = book.want('a')
    book.want('b')
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toEqual([['a', 'b']])
    expect(book.find('a')).toMatchObject({ ticketId: 'a' })
    release()
    await vi.advanceTimersByTimeAsync(laterMs)
    expect(asked).toEqual([['a', 'b'], ['b']])
    expect(book.find('a')).toBeNull()
  })

  it('are not asked for where nobody wants any, and forgotten when nobody wants them any more', async () => {
    book.want('a')
    await vi.advanceTimersByTimeAsync(laterMs)
    expect(asked).toEqual([])
    book.setActive(true)
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(book.find('a')).not.toBeNull()
    book.setActive(false)
    expect(book.find('a')).toBeNull()
    await vi.advanceTimersByTimeAsync(laterMs)
    expect(asked).toHaveLength(1)
  })

  it('are asked for at once when cards came onto the screen during a question', async () => {
    let answer = () => {}
    const slow = createSuggestionBook(async (ticketIds) => {
      asked.push(ticketIds)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return { ok: true, suggestions: [] }
    })
    slow.setActive(true)
    slow.want('a')
    await vi.advanceTimersByTimeAsync(soonMs)
    slow.want('b')
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toEqual([['a']])
    answer()
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toEqual([['a'], ['a', 'b']])
    slow.close()
  })

  it('are of the last to come, when there are more than one question may name', async () => {
    book.setActive(true)
    const ids = Array.from({ length: mostSuggestions + 5 }, (_, index) => `${index}`)
    for (const id of ids) book.want(id)
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toEqual([ids.slice(5)])
  })

  it('of a ticket that has changed are gone at once and asked anew', async () => {
    book.setActive(true)
    book.want('a')
    book.want('b')
    await vi.advanceTimersByTimeAsync(soonMs)
    book.takeVersions((id) => (id === 'a' ? 2 : 1))
    expect(book.find('a')).toBeNull()
    expect(book.find('b')).not.toBeNull()
    await vi.advanceTimersByTimeAsync(soonMs)
    expect(asked).toHaveLength(2)
  })
})
