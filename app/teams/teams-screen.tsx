import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { SettingsList, type Use } from '../settings/settings-list.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Users } from '../ui/icons.ts'
import './team.css'
import { TeamEditor } from './team-editor.tsx'

export type TeamRow = {
  id: string
  name: string
  engineerIds: readonly string[]
  /** The published versions that name it, the newest first. */
  uses: readonly Use[]
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
  const chosen = teams.find(({ id }) => id === chosenId)
  return (
    <SettingsList
      me={me}
      tab="teams"
      words={{ title: t('title'), subtitle: t('subtitle'), create: t('create') }}
      createAt="?team=new"
      entries={teams.map((team) => ({
        id: team.id,
        to: `?team=${team.isNew ? 'new' : team.id}`,
        name: team.name || t('newName'),
        about: t('members', { count: team.engineerIds.length }),
        uses: team.uses,
      }))}
      chosenId={chosen?.id}
    >
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
    </SettingsList>
  )
}
