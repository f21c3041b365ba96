import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const app = path.resolve(import.meta.dirname, '..')
const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8')

/** The hex colours of one theme, by token; what dark does not say again it has from light. */
function colours(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('\n}')[0] ?? ''
  return new Map(
    [...block.matchAll(/(--[\w-]+): (#[\da-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

const light = colours(':root')
const dark = new Map([...light, ...colours("[data-theme='dark']")])

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (brighter + 0.05) / (darker + 0.05)
}

const surfaces = ['--bg', '--surface', '--surface-2']
const textOnSurfaces = ['--text', '--text-2', '--text-3', '--accent', '--bad'].flatMap((text) =>
  surfaces.map((surface) => [text, surface] as const),
)
const textPairs = [
  ...textOnSurfaces,
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-strong'],
  ['--accent-strong', '--accent-weak'],
  ['--text', '--surface-3'],
  ['--text-2', '--surface-3'],
  ['--text-2', '--accent-weak'],
  ['--on-breached', '--sla-breached'],
  ['--sla-risk', '--surface'],
  ['--sla-critical', '--surface'],
  ['--good', '--good-weak'],
  ['--warn', '--warn-weak'],
  ['--bad', '--bad-weak'],
] as const

describe.each([
  ['light', light],
  ['dark', dark],
])('%s theme', (_, theme) => {
  const colour = (token: string) => {
    const hex = theme.get(token)
    if (hex === undefined) throw new Error(`no colour ${token}`)
    return hex
  }

  it.each(textPairs)('%s on %s has a contrast of at least 4.5', (text, surface) => {
    expect(contrast(colour(text), colour(surface))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(surfaces)('the edge of a field has a contrast of at least 3 against %s', (surface) => {
    expect(contrast(colour('--field-line'), colour(surface))).toBeGreaterThanOrEqual(3)
  })
})

it('no other style sheet and no component holds a colour literal', () => {
  const offenders = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(css|tsx)$/.test(file) && !/tokens\.css$|\.test\.tsx$/.test(file))
    .filter((file) =>
      /(?<![\w&])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b(?!-)|\b(?:rgba?|hsla?|oklch)\(/i.test(
        readFileSync(path.join(app, file), 'utf8'),
      ),
    )
  expect(offenders).toEqual([])
})
