import { expect, it } from 'vitest'
import { createSteadyReader } from './steady-reader.ts'

/** Questions that are answered when the test says so. */
function setUp() {
  const questions: { answer: (text: string) => void; signal: AbortSignal }[] = []
  const told: (string | undefined)[] = []
  const reader = createSteadyReader<string>(
    (signal) => new Promise((resolve) => questions.push({ answer: resolve, signal })),
    (answer) => told.push(answer),
  )
  return { questions, told, reader }
}

it('what is wanted while a question is under way waits for its answer, and is asked once', async () => {
  const { questions, told, reader } = setUp()
  reader.renew()
  reader.renew()
  reader.renew()
  expect(questions).toHaveLength(1)
  questions[0]?.answer('first')
  await expect.poll(() => questions.length).toBe(2)
  expect(told).toEqual(['first'])
  expect(questions[0]?.signal.aborted).toBe(false)

  questions[1]?.answer('second')
  await expect.poll(() => told).toEqual(['first', 'second'])
  expect(questions).toHaveLength(2)
  reader.renew()
  await expect.poll(() => questions.length).toBe(3)
})

it('a closed one breaks its question off, and tells nothing more', async () => {
  const { questions, told, reader } = setUp()
  reader.renew()
  reader.renew()
  reader.close()
  expect(questions[0]?.signal.aborted).toBe(true)
  questions[0]?.answer('too late')
  await Promise.resolve()
  await Promise.resolve()
  expect(told).toEqual([])
  expect(questions).toHaveLength(1)
})
