import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { useRail } from '../session/use-rail.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { Plus, Users } from '../ui/icons.ts'
import '../settings/settings-list.css'
import './team.css'
import { TeamEditor } from './team-editor.tsx'

export type TeamRow = {
  id: string
  name: string
  engineerIds: readonly string[]
  /** The published versions that name it, the newest first. */
  uses: readonly { flow: string; number: number }[]
  /** Not saved yet. */
  isNew: boolean
  changedAt: Instant
}

/** Those who can be in a team, under the board on which they work. */
export type BoardEngineers = {
  boardId: string
  board: string
  engineers: readonly { id: string; name: string }[]
}

export type TeamsScreenProps = {
  me: { name: string; role: Role }
  teams: readonly TeamRow[]
  chosenId: string | null
  boards: readonly BoardEngineers[]
  isSaved: boolean
}

/** Engineers who take work as one, for flows that hand a step or a ticket to a team. */
export function TeamsScreen({ me, teams, chosenId, ...editing }: TeamsScreenProps) {
  const { t } = useTranslation('team')
  const rail = useRail(me.role, 'settings')
  const chosen = teams.find(({ id }) => id === chosenId)
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <SettingsTabs active="teams" />
          <span className="muted">{t('subtitle')}</span>
          <span className="grow" />
          <ButtonLink look="primary" icon={Plus} to="?team=new">
            {t('create')}
          </ButtonLink>
        </>
      }
    >
      <div className="settings-list">
        <nav aria-label={t('title')}>
          <ul>
            {teams.map((team) => (
              <li key={team.id}>
                <Link
                  className={clsx('settings-link', team === chosen && 'chosen')}
                  aria-current={team === chosen ? 'true' : undefined}
                  to={`?team=${team.isNew ? 'new' : team.id}`}
                >
                  <b>{team.name || t('newName')}</b>
                  <span className="num">{t('members', { count: team.engineerIds.length })}</span>
                  <span>
                    <UseText uses={team.uses} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {chosen ? (
          // A new one is given another id whenever the page is read again, as it is after a refusal.
          <TeamEditor
            key={chosen.isNew ? 'new' : `${chosen.id} ${chosen.changedAt}`}
            team={chosen}
            {...editing}
          />
        ) : (
          <EmptyState icon={Users} title={t('empty.title')} text={t('empty.text')} />
        )}
      </div>
    </AppFrame>
  )
}

function UseText({ uses }: Pick<TeamRow, 'uses'>) {
  const { t } = useTranslation('team')
  const [newest] = uses
  if (!newest) return t('unused')
  return uses.length === 1 ? t('usedBy', newest) : t('usedByMore', { ...newest, count: uses.length })
}
