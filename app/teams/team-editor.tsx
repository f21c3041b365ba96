import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AskBeforeLeaving } from '../settings/ask-before-leaving.tsx'
import { SettingsFooter } from '../settings/settings-footer.tsx'
import { useSettingsChange } from '../settings/use-settings-change.ts'
import { Field } from '../ui/field.tsx'
import { Checkbox, TextInput } from '../ui/inputs.tsx'
import type { BoardEngineers, TeamRow } from './teams-screen.tsx'

type TeamEditorProps = {
  team: TeamRow
  boards: readonly BoardEngineers[]
  /** It has just been saved. */
  isSaved: boolean
}

/** One team: its name, and who is in it. Nothing is saved before it is said. */
export function TeamEditor({ team, boards, isSaved }: TeamEditorProps) {
  const { t } = useTranslation(['team', 'settings'])
  const { id, uses } = team
  const [name, setName] = useState(team.name)
  const [members, setMembers] = useState<ReadonlySet<string>>(() => new Set(team.engineerIds))
  const [edited, setEdited] = useState(false)
  const changed = edited || team.isNew
  const { ask, busy, error } = useSettingsChange()
  const isNamed = name.trim() !== ''
  const choose = (engineerId: string, isIn: boolean) => {
    const next = new Set(members)
    if (isIn) next.add(engineerId)
    else next.delete(engineerId)
    setMembers(next)
    setEdited(true)
  }
  return (
    <form
      className="settings-editor"
      onSubmit={(event) => {
        event.preventDefault()
        if (isNamed) ask({ change: 'save', id, name: name.trim(), engineerIds: [...members] })
      }}
    >
      <Field label={t('name')} required error={isNamed || !edited ? undefined : t('settings:nameMissing')}>
        <TextInput
          value={name}
          maxLength={60}
          onChange={({ target }) => {
            setName(target.value)
            setEdited(true)
          }}
        />
      </Field>
      {boards.map(({ boardId, board, engineers }) => (
        <fieldset key={boardId} className="team-members">
          <legend>
            {board}
            <span className="muted num">
              {t('membersOf', {
                count: engineers.filter((one) => members.has(one.id)).length,
                all: engineers.length,
              })}
            </span>
          </legend>
          {engineers.map((engineer) => (
            <Checkbox
              key={engineer.id}
              label={engineer.name}
              checked={members.has(engineer.id)}
              onChange={({ target }) => choose(engineer.id, target.checked)}
            />
          ))}
        </fieldset>
      ))}
      <SettingsFooter
        error={error}
        effect={t('effect')}
        busy={busy}
        isSaved={isSaved && !changed}
        maySave={changed && isNamed}
        removal={
          team.isNew
            ? undefined
            : {
                words: {
                  remove: t('remove'),
                  title: t('removeTitle', { name: team.name }),
                  text: t('removeText'),
                },
                uses,
                onRemove: () => ask({ change: 'delete', id }),
              }
        }
      />
      <AskBeforeLeaving unsaved={edited && !busy} name={name.trim() || team.name || t('newName')} />
    </form>
  )
}
