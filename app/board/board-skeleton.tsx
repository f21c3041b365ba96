import './board-skeleton.css'
import { useTranslation } from 'react-i18next'
import { Mark } from '../ui/frame.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'

/** Cards per column; nobody knows yet how many there are. */
const columns = [7, 5, 3, 4, 2]

/** A board that is on its way, in the size of what will come: frame, columns, cards and map. */
export function BoardSkeleton() {
  const { t } = useTranslation('board')
  return (
    <div className="app" aria-busy="true">
      <div className="rail">
        <Mark />
      </div>
      <div className="top">
        <Skeleton width="140px" height={12} />
      </div>
      <main className="work board-skeleton">
        <VisuallyHidden>{t('opening')}</VisuallyHidden>
        <div className="skeleton-columns">
          {columns.map((cards, column) => (
            <div key={column}>
              <header>
                <Skeleton width="56px" height={10} />
              </header>
              {Array.from({ length: cards }, (_, card) => (
                <div key={card} className="skeleton-card">
                  <Skeleton width="54%" />
                  <Skeleton width="86%" height={10} />
                  <Skeleton width="40%" />
                </div>
              ))}
            </div>
          ))}
        </div>
        <div className="skeleton-map" />
      </main>
    </div>
  )
}
