import { Bookmark, Check, ChevronDown, Pencil, Trash2 } from '#app/ui/icons.ts'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Popover } from '../ui/popover.tsx'
import { findCurrentView, findViewByName, longestViewName, type SavedView } from './saved-view.ts'
import type { SavedViews } from './use-saved-views.ts'

type ViewsPopoverProps = {
  saved: SavedViews
  /** What the screen shows now. */
  now: Pick<SavedView, 'query' | 'layout'>
  open: boolean
  onOpenChange: (open: boolean) => void
  onApply: (view: SavedView) => void
}

/** The person's own views: applied with one press, named from what is on the screen, renamed, deleted. */
export function ViewsPopover({ saved, now, open, onOpenChange, onApply }: ViewsPopoverProps) {
  const { t } = useTranslation('board')
  const current = findCurrentView(saved.views, now)
  return (
    <Popover
      label={t('views.title')}
      open={open}
      onOpenChange={(next) => {
        saved.forgetProblem()
        onOpenChange(next)
      }}
      trigger={
        <Button look="bare" className="views-button" title={t('views.title')} aria-label={t('views.title')}>
          <Icon of={Bookmark} size={14} />
          <span>{current?.name ?? t('views.button')}</span>
          <Icon of={ChevronDown} size={14} />
        </Button>
      }
    >
      <div className="views">
        {saved.views.length === 0 ? <p className="muted">{t('views.none')}</p> : null}
        <ul aria-label={t('views.title')}>
          {saved.views.map((view) => (
            <ViewRow
              key={view.id}
              view={view}
              current={view.id === current?.id}
              saved={saved}
              onApply={() => {
                onOpenChange(false)
                onApply(view)
              }}
            />
          ))}
        </ul>
        {saved.problem === null ? null : (
          <p className="field-error" role="alert">
            {saved.problem}
          </p>
        )}
        {current ? null : <SaveView saved={saved} now={now} />}
      </div>
    </Popover>
  )
}

type ViewRowProps = { view: SavedView; current: boolean; saved: SavedViews; onApply: () => void }

function ViewRow({ view, current, saved, onApply }: ViewRowProps) {
  const { t } = useTranslation('board')
  const [name, setName] = useState<string | null>(null)
  if (name !== null)
    return (
      <li>
        <NameForm
          label={t('views.rename', { name: view.name })}
          submit={t('views.renameSubmit')}
          name={name}
          onName={setName}
          onSubmit={async () => {
            if (name.trim() === view.name || (await saved.rename(view.id, name))) setName(null)
          }}
          onLeave={() => setName(null)}
        />
      </li>
    )
  return (
    <li className="view-row">
      <button type="button" className="view-name" aria-current={current || undefined} onClick={onApply}>
        <span className="grow">{view.name}</span>
        {current ? <Icon of={Check} size={14} /> : null}
      </button>
      <IconButton
        label={t('views.rename', { name: view.name })}
        icon={Pencil}
        onClick={() => setName(view.name)}
      />
      <IconButton
        label={t('views.delete', { name: view.name })}
        icon={Trash2}
        onClick={() => void saved.remove(view.id)}
      />
    </li>
  )
}

function SaveView({ saved, now }: Pick<ViewsPopoverProps, 'saved' | 'now'>) {
  const { t } = useTranslation('board')
  const [name, setName] = useState('')
  const twin = findViewByName(saved.views, name)
  return (
    <NameForm
      label={t('views.name')}
      submit={twin ? t('views.replace') : t('views.save')}
      name={name}
      onName={setName}
      onSubmit={async () => {
        if (await saved.save({ ...now, name })) setName('')
      }}
    />
  )
}

type NameFormProps = {
  label: string
  submit: string
  name: string
  onName: (name: string) => void
  onSubmit: () => Promise<void>
  /** Esc, where it means less than closing the list. */
  onLeave?: () => void
}

function NameForm({ label, submit, name, onName, onSubmit, onLeave }: NameFormProps) {
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') void onSubmit()
  }
  return (
    <form className="view-form" onSubmit={send}>
      <TextInput
        value={name}
        maxLength={longestViewName}
        aria-label={label}
        placeholder={label}
        onChange={({ target }) => onName(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !onLeave) return
          // React hears the key before the list does, which would close.
          event.stopPropagation()
          event.nativeEvent.stopImmediatePropagation()
          onLeave()
        }}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {submit}
      </Button>
    </form>
  )
}
