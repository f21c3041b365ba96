export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

const fallback: Locale = 'zh-CN'

/** The locale of a language tag by its language: `zh-TW` is answered in Chinese, `fr` by none. */
export function matchLocale(tag: string): Locale | undefined {
  const language = tag.split('-')[0]?.toLowerCase()
  return locales.find((locale) => locale.split('-')[0] === language)
}

/** First the address (`?lng=en`, for links and pictures), then what the person chose, then the browser, then Chinese. */
export function pickLocale(request: Request, chosen: Locale | undefined): Locale {
  const asked = new URL(request.url).searchParams.get('lng')
  return (
    (asked ? matchLocale(asked) : undefined) ??
    chosen ??
    acceptedLanguages(request.headers.get('accept-language') ?? '')
      .map(matchLocale)
      .find((locale) => locale !== undefined) ??
    fallback
  )
}

/** The tags of an Accept-Language header, most wanted first (RFC 9110 §12.5.4; equal weights keep their order). */
function acceptedLanguages(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters
        .map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1])
        .find((one) => one !== undefined)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
