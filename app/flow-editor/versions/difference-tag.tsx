import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { DifferenceMark } from './comparison.ts'

/** A word beside the colour: who cannot tell green from red reads it. */
export function DifferenceTag({ mark, className }: { mark: DifferenceMark; className?: string }) {
  const { t } = useTranslation('flowVersions')
  return <span className={clsx('vtag', mark, className)}>{t(`view.${mark}`)}</span>
}
