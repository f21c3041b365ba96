import { useTranslation } from 'react-i18next'
import { useDistrictName } from './district-names.ts'
import type { FilterChip } from './filters.ts'

/** The words for a filter, on its chip and in the list of choices. */
export function useFilterLabel(engineerName: (engineerId: string) => string) {
  const { t } = useTranslation(['board', 'terms'])
  const districtName = useDistrictName()
  return (chip: FilterChip): string => {
    switch (chip.kind) {
      case 'text':
        return t('board:filter.text', { text: chip.text })
      case 'scope':
        return t(`board:filter.${chip.scope}`)
      case 'stages':
        return t(`terms:stage.${chip.value}`)
      case 'priorities':
        return t(`board:priority.p${chip.value}`)
      case 'sla':
        return t(`board:sla.${chip.value}`)
      case 'sources':
        return t(`board:source.${chip.value}`)
      case 'assignees':
        return engineerName(chip.value)
      case 'districts':
        return districtName(chip.value)
      case 'skills':
        return chip.value
    }
  }
}
