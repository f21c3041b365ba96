import { useTranslation } from 'react-i18next'
import { Skeleton } from '../ui/skeleton.tsx'
import './scoring.css'

const lines = [1, 2, 3, 4, 5, 6, 7]

/** The outlines of the list, of its size, so that nothing below it jumps. */
export function RecommendationSkeleton() {
  const { t } = useTranslation(['scoring', 'ticket'])
  return (
    <section className="drawer-part recommendation" aria-busy="true" aria-label={t('asking')}>
      <h3>{t('ticket:suggested')}</h3>
      <ol aria-hidden="true">
        <li className="recommended open outline">
          <Skeleton width="40%" height={12} />
          {lines.map((line) => (
            <Skeleton key={line} width="100%" />
          ))}
        </li>
        <li className="recommended outline">
          <Skeleton width="36%" height={12} />
          <Skeleton width="100%" height={6} />
        </li>
        <li className="recommended outline">
          <Skeleton width="36%" height={12} />
          <Skeleton width="100%" height={6} />
        </li>
      </ol>
    </section>
  )
}
