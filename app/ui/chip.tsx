import { X } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'

type ChipProps = { label: string; onRemove: () => void }

/** A filter in force, with a way to take it off. */
export function Chip({ label, onRemove }: ChipProps) {
  const { t } = useTranslation('controls')
  return (
    <span className="fchip">
      {label}
      <button type="button" aria-label={t('remove', { label })} onClick={onRemove}>
        <Icon of={X} size={12} />
      </button>
    </span>
  )
}
