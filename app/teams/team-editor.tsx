import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { AskBeforeLeaving } from '../settings/ask-before-leaving.tsx'
import { RemoveButton } from '../settings/remove-button.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
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
  const { t, i18n } = useTranslation('team')
  const { id, uses } = team
  const [name, setName] = useState(team.name)
  const [members, setMembers] = useState<ReadonlySet<string>>(() => new Set(team.engineerIds))
  const [edited, setEdited] = useState(false)
  const changed = edited || team.isNew
  const fetcher = useFetcher<{ error: Rejection }>()
  const busy = fetcher.state !== 'idle'
  const error = busy ? undefined : fetcher.data?.error
  const isNamed = name.trim() !== ''
  const submit = (change: object) =>
    fetcher.submit(JSON.stringify(change), { method: 'post', encType: 'application/json' })
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
        if (isNamed) submit({ change: 'save', id, name: name.trim(), engineerIds: [...members] })
      }}
    >
      <Field label={t('name')} required error={isNamed ? undefined : t('flaw.name')}>
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
      <footer>
        {error ? (
          <Banner tone="bad">{rejectionSentence(i18n, error)}</Banner>
        ) : (
          <p className="settings-hint">{t('effect')}</p>
        )}
        <div className="settings-actions">
          {team.isNew ? null : (
            <RemoveButton
              words={{
                remove: t('remove'),
                title: t('removeTitle', { name: team.name }),
                text: t('removeText'),
                cancel: t('cancel'),
              }}
              kept={uses.length > 0 ? t('keepsUsed') : undefined}
              busy={busy}
              onRemove={() => submit({ change: 'delete', id })}
            />
          )}
          <span className="grow" />
          <span className="muted" role="status">
            {isSaved && !changed ? t('saved') : null}
          </span>
          <Button look="primary" type="submit" busy={busy} disabled={!changed || !isNamed}>
            {t('save')}
          </Button>
        </div>
      </footer>
      <AskBeforeLeaving unsaved={edited && !busy} name={name.trim() || team.name || t('newName')} />
    </form>
  )
}
