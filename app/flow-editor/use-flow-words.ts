import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/i18n.ts'
import type { FlowWords } from './node-text.ts'

/** What the people and teams are called that a flow names; nobody is known outside of the editor. */
export const KnownNames = createContext<FlowWords['names']>(new Map())

/** What the texts of nodes are made with; the same object until the language or a name changes. */
export function useFlowWords(): FlowWords {
  const { t } = useTranslation(['flow', 'flowGraph', 'terms'])
  const locale = useLocale()
  const names = useContext(KnownNames)
  return useMemo(() => ({ t, locale, names }), [t, locale, names])
}
