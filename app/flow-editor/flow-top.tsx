import { Link } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { flowLimits } from '#contract/flow-document.ts'
import { Badge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import {
  Download,
  Ellipsis,
  Group,
  History,
  MessageSquare,
  Pencil,
  Play,
  Redo2,
  Undo2,
  Upload,
} from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Menu } from '../ui/menu.tsx'
import type { FlowEditor } from './flow-editor-engine.ts'
import { downloadJson } from './download-json.ts'
import { PeopleRow } from './people-row.tsx'
import { SaveState } from './save-state.tsx'
import { useFlowName, useOpenComments, useUndoState } from './use-open-document.ts'

type FlowTopProps = {
  editor: FlowEditor
  me: string
  readOnly: boolean
  /** A version covers the draft: nothing of it is taken back or grouped while nobody sees it. */
  covered: boolean
  followed: number | null
  onFollow: (clientId: number | null) => void
  onImport: (file: string, text: string) => void
  onComments: () => void
  /** The newest version and how far the draft has come since; undefined while that is not known. */
  since: { newest: number; changes: number } | undefined
  onVersions: () => void
  onDraftAgainstNewest: () => void
  onPublish: () => void
  testing: boolean
  onTest: () => void
}

/** The name of the flow, whether it is saved, who is here, and what one can take back. */
export function FlowTop({
  editor,
  me,
  readOnly,
  covered,
  followed,
  onFollow,
  onImport,
  onComments,
  since,
  onVersions,
  onDraftAgainstNewest,
  onPublish,
  testing,
  onTest,
}: FlowTopProps) {
  const { t } = useTranslation(['flow', 'flowVersions'])
  const { document: flow, gestures } = editor
  const name = useFlowName(flow)
  const undo = useUndoState(flow)
  const comments = useOpenComments(editor.comments)
  const [renaming, setRenaming] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const save = () => downloadJson(`${name}.flow.json`, flow.readDraft())
  return (
    <>
      <nav className="fcrumbs" aria-label={t('title')}>
        <Link to="/flows">{t('title')}</Link>
        <span aria-hidden="true">/</span>
        <h1>{name}</h1>
        {readOnly ? null : (
          <IconButton label={t('top.rename')} icon={Pencil} onClick={() => setRenaming(true)} />
        )}
      </nav>
      {readOnly ? <Badge>{t('top.readOnly')}</Badge> : null}
      {since === undefined ? null : (
        <button
          type="button"
          className="badge num fsince"
          disabled={since.newest === 0}
          onClick={onDraftAgainstNewest}
        >
          {since.newest === 0
            ? t('flowVersions:top.never')
            : since.changes === 0
              ? t('flowVersions:top.same', { number: since.newest })
              : t('flowVersions:top.since', { number: since.newest, count: since.changes })}
        </button>
      )}
      <SaveState document={flow} />
      <PeopleRow document={flow} me={me} followed={followed} onFollow={onFollow} />
      <span className="grow" />
      {readOnly ? null : (
        <>
          <IconButton
            label={t('top.undo')}
            icon={Undo2}
            hotkey="Ctrl Z"
            disabled={covered || !undo.canUndo}
            onClick={() => flow.undo.undo()}
          />
          <IconButton
            label={t('top.redo')}
            icon={Redo2}
            hotkey="Ctrl Y"
            disabled={covered || !undo.canRedo}
            onClick={() => flow.undo.redo()}
          />
        </>
      )}
      {comments > 0 ? (
        <button
          type="button"
          className="btn bare num"
          aria-label={t('comments.count', { count: comments })}
          onClick={onComments}
        >
          <Icon of={MessageSquare} size={16} />
          {comments}
        </button>
      ) : null}
      <Button icon={Play} aria-pressed={testing} onClick={onTest}>
        {t('top.test')}
      </Button>
      <Menu
        label={t('top.more')}
        align="end"
        trigger={
          <button type="button" className="btn bare sq" aria-label={t('top.more')}>
            <Icon of={Ellipsis} size={16} />
          </button>
        }
        entries={[
          { kind: 'action', id: 'export', label: t('top.export'), icon: Download, onSelect: save },
          ...(readOnly
            ? []
            : ([
                {
                  kind: 'action',
                  id: 'import',
                  label: t('top.import'),
                  icon: Upload,
                  onSelect: () => file.current?.click(),
                },
                { kind: 'line', id: 'line' },
                {
                  kind: 'action',
                  id: 'group',
                  label: t('top.group'),
                  icon: Group,
                  hotkey: 'Ctrl G',
                  disabled: covered,
                  onSelect: gestures.toggleGroup,
                },
              ] as const)),
        ]}
      />
      <Button look="bare" icon={History} onClick={onVersions}>
        {t('flowVersions:top.versions')}
      </Button>
      {readOnly ? null : (
        <Button look="primary" disabled={since?.newest !== 0 && !since?.changes} onClick={onPublish}>
          {t('flowVersions:top.publish')}
          {since && since.newest > 0 && since.changes > 0 ? (
            <span className="num fpublish-count">{since.changes}</span>
          ) : null}
        </Button>
      )}
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          void chosen?.text().then((text) => onImport(chosen.name, text))
          // So that the same file can be chosen again.
          target.value = ''
        }}
      />
      {renaming ? (
        <RenameDialog
          name={name}
          onClose={() => setRenaming(false)}
          onRename={(next) => flow.change(() => flow.maps.meta.set('name', next))}
        />
      ) : null}
    </>
  )
}

type RenameDialogProps = { name: string; onClose: () => void; onRename: (name: string) => void }

function RenameDialog({ name, onClose, onRename }: RenameDialogProps) {
  const { t } = useTranslation('flow')
  const [draft, setDraft] = useState(name)
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = draft.trim()
    if (next === '') {
      setWrong(true)
      return
    }
    onRename(next)
    onClose()
  }
  useEffect(() => setWrong(false), [draft])
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('top.renameTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('top.cancel')}</Button>
          <Button look="primary" type="submit" form="flow-name">
            {t('top.save')}
          </Button>
        </>
      }
    >
      <form id="flow-name" noValidate onSubmit={submit}>
        <Field label={t('top.name')} required error={wrong ? t('list.nameWrong') : undefined}>
          <TextInput
            value={draft}
            maxLength={flowLimits.nameLength}
            onChange={({ target }) => setDraft(target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}
