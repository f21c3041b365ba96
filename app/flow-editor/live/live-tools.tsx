import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Check, History, TriangleAlert } from '../../ui/icons.ts'
import { MigrationsDialog } from '../migration/migrations-dialog.tsx'
import { ticketsBehind, ticketsDone, useMigrations } from '../migration/use-migrations.ts'
import { HeatTool } from './heat-tool.tsx'
import { ImpactPanel } from './impact-panel.tsx'
import type { LiveFlow } from './live-flow.ts'
import { useLive } from './use-live.ts'

type LiveToolsProps = {
  live: LiveFlow
  readOnly: boolean
  planning: boolean
  onPlanning: (planning: boolean) => void
  migrating: boolean
  onMigrating: (migrating: boolean) => void
  onGoTo: (nodeId: string) => void
}

/** In the corner of the canvas: how long tickets stay, and where those go whose node was taken away. */
export function LiveTools({
  live,
  readOnly,
  planning,
  onPlanning,
  migrating,
  onMigrating,
  onGoTo,
}: LiveToolsProps) {
  const { t } = useTranslation(['flowLive', 'flowMigration'])
  const { impacts, occupancy, connection } = useLive(live)
  const { migrations, running: migration, renew } = useMigrations(live, migrating)
  const behind = occupancy ? ticketsBehind(occupancy.newest, occupancy.versions) : 0
  const open = impacts.filter(({ kind, to }) => kind === 'deleted' && to === undefined).length
  const running = occupancy?.versions.reduce((sum, { tickets }) => sum + tickets, 0) ?? 0
  return (
    <div className="flive">
      <div className="flive-bar">
        {connection === 'away' || connection === 'ended' ? (
          <span className="badge warn" role="status">
            {t('away')}
          </span>
        ) : running > 0 ? (
          <span className="badge num">{t('running', { count: running })}</span>
        ) : null}
        {impacts.length > 0 ? (
          <Button
            icon={open > 0 ? TriangleAlert : Check}
            aria-expanded={planning}
            onClick={() => onPlanning(!planning)}
          >
            {open > 0 ? t('impact.badge', { count: open }) : t('impact.settled', { count: impacts.length })}
          </Button>
        ) : null}
        {(occupancy?.newest ?? 0) > 1 || migration ? (
          <Button icon={History} onClick={() => onMigrating(true)}>
            {migration
              ? t('flowMigration:running', { done: ticketsDone(migration), total: migration.total })
              : behind > 0
                ? t('flowMigration:button', { count: behind })
                : t('flowMigration:all')}
          </Button>
        ) : null}
        {occupancy?.newest === null ? null : <HeatTool live={live} />}
      </div>
      {migrating ? (
        <MigrationsDialog
          live={live}
          migrations={migrations}
          onRenew={renew}
          readOnly={readOnly}
          onClose={() => onMigrating(false)}
        />
      ) : null}
      {planning ? (
        <ImpactPanel live={live} readOnly={readOnly} onGoTo={onGoTo} onClose={() => onPlanning(false)} />
      ) : null}
    </div>
  )
}
