import { ArrowLeft, Kanban, Upload } from '#app/ui/icons.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppFrame } from '../../ui/frame.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { FileChoice } from './file-choice.tsx'
import { ImportRunView } from './import-run-view.tsx'
import './import.css'
import { MapForm } from './map-form.tsx'
import type { FileHead } from './read-head.ts'
import { useImport } from './use-import.ts'

type ImportScreenProps = {
  board: { id: string; name: string; timeZone: string }
  me: { name: string }
}

export type ChosenFile = { file: File; head: FileHead }

/** Choose a file, say what its columns mean, watch it come in. */
export function ImportScreen({ board, me }: ImportScreenProps) {
  const { t } = useTranslation(['imports', 'boards'])
  const [chosen, setChosen] = useState<ChosenFile | null>(null)
  const { run, allRejected, start, cancel, reset } = useImport(board.id)
  return (
    <AppFrame
      person={me}
      rail={[
        { href: `/boards/${board.id}`, label: t('boards:rail'), icon: Kanban, active: false },
        { href: `/boards/${board.id}/import`, label: t('imports:title'), icon: Upload, active: true },
      ]}
      top={
        <>
          <ButtonLink look="bare" icon={ArrowLeft} to={`/boards/${board.id}`}>
            {t('imports:back')}
          </ButtonLink>
          <h1 className="import-title">{t('imports:into', { board: board.name })}</h1>
        </>
      }
    >
      <div className="import">
        {run ? (
          <ImportRunView
            run={run}
            allRejected={allRejected}
            fileName={chosen?.file.name ?? ''}
            boardId={board.id}
            onCancel={cancel}
            onAgain={() => {
              reset()
              setChosen(null)
            }}
          />
        ) : (
          <>
            <FileChoice chosen={chosen} onChoose={setChosen} />
            {chosen ? (
              <MapForm
                // Another file starts with its own guesses.
                key={`${chosen.file.name} ${chosen.file.lastModified}`}
                head={chosen.head}
                boardTimeZone={board.timeZone}
                onRun={(map) => void start(chosen.file, map)}
              />
            ) : null}
          </>
        )}
      </div>
    </AppFrame>
  )
}
