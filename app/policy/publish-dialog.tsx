import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Checkbox, TextArea } from '../ui/inputs.tsx'
import { versionLabel, type BoardInForce } from './policy-facts.ts'

type PublishDialogProps = {
  policyId: string
  /** What the new version will be called. */
  number: number
  boards: readonly BoardInForce[]
  onClose: () => void
  onPublish: (note: string, boardIds: string[]) => Promise<boolean>
}

/** The last look before a version is made for good: why, and where it is put in force at once. */
export function PublishDialog({ policyId, number, boards, onClose, onPublish }: PublishDialogProps) {
  const { t } = useTranslation('policy')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  // Boards that follow this policy are meant to go on following it.
  const [chosen, setChosen] = useState(() =>
    boards.filter(({ inForce }) => inForce.policyId === policyId).map(({ id }) => id),
  )
  const publish = async () => {
    setBusy(true)
    if (!(await onPublish(note, chosen))) setBusy(false)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('publish.title', { number })}
      description={t('publish.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('list.cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void publish()}>
            {chosen.length === 0 ? t('publish.submit') : t('publish.submitWith', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className="publish">
        <Field label={t('publish.note')} hint={t('publish.noteHint')}>
          <TextArea value={note} maxLength={400} onChange={({ target }) => setNote(target.value)} />
        </Field>
        {boards.length > 0 ? (
          <fieldset>
            <legend>{t('publish.boards')}</legend>
            {boards.map(({ id, name, inForce }) => (
              <Checkbox
                key={id}
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
                label={
                  <>
                    {name}{' '}
                    <span className="muted">
                      {t('publish.boardRuns', { version: versionLabel(inForce, policyId) })}
                    </span>
                  </>
                }
              />
            ))}
          </fieldset>
        ) : null}
      </div>
    </Dialog>
  )
}
