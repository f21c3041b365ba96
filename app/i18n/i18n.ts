import { createInstance, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { english } from './en/index.ts'
import type { Locale } from './locale.ts'
import { chinese } from './zh-CN/index.ts'

/**
 * One instance per request on the server and one per page in the browser: a shared one would answer one person in the
 * language of another. The messages ship with the bundle, so it is ready when this returns.
 */
export function createI18n(locale: Locale): i18n {
  const instance = createInstance()
  // With `initAsync: false` everything happens before the promise is made; there is nothing to wait for.
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'zh-CN',
    defaultNS: 'terms',
    resources: { 'zh-CN': chinese, en: english },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  return instance
}

export function useLocale(): Locale {
  const { i18n: instance } = useTranslation()
  return instance.language === 'en' ? 'en' : 'zh-CN'
}
