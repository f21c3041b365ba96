import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

function testFilesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => join(root, folder, path))
}

it('every rule of SPEC.md is shown by a test, and no test cites a rule that is not there', () => {
  const spec = readFileSync(join(root, 'realtime/contract/SPEC.md'), 'utf8')
  const rules = [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, id]) => id)
  const cited = ['realtime', 'server', 'tests']
    .flatMap(testFilesUnder)
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\[([PEWCXRNDOFGM]\d+)\]/g)].map(([, id]) => id),
    )
  expect(new Set(rules).size).toBe(rules.length)
  expect(rules.filter((rule) => !cited.includes(rule))).toEqual([])
  expect([...new Set(cited)].filter((id) => !rules.includes(id))).toEqual([])
})
