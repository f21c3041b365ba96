import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/i18n.ts'
import type { FlowWords } from './node-text.ts'

/** What the texts of nodes are made with; the same object until the language changes. */
export function useFlowWords(): FlowWords {
  const { t } = useTranslation(['flow', 'flowGraph', 'terms'])
  const locale = useLocale()
  return useMemo(() => ({ t, locale }), [t, locale])
}
