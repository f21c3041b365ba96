import { createContext, useContext } from 'react'
import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import { useLocale } from '../i18n/i18n.ts'

const DistrictNamesContext = createContext<BoardSnapshot['districts']>([])
export const DistrictNamesProvider = DistrictNamesContext.Provider

/** The words for a ticket's district in the reader's language; one that came with an import stays as it came. */
export function useDistrictName(): (district: string) => string {
  const districts = useContext(DistrictNamesContext)
  const locale = useLocale()
  return (district) =>
    (locale === 'en' ? districts.find(({ name }) => name === district)?.nameEn : undefined) ?? district
}
