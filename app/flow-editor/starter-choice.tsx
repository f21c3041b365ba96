import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blank } from '#domain/flow-graph/starters/blank.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Upload } from '../ui/icons.ts'
import { readFlowFile } from './flow-file.ts'

type Chosen =
  | { state: 'none' }
  | { state: 'wrong'; text: string }
  | { state: 'read'; file: string; count: number; text: string }

/** What a new flow begins with: one that is at hand, or one from a file. */
export function StarterChoice() {
  const { t } = useTranslation(['flow', 'flowVersions'])
  const locale = useLocale()
  const [starter, setStarter] = useState(starters[0]?.key ?? '')
  const [chosen, setChosen] = useState<Chosen>({ state: 'none' })
  const input = useRef<HTMLInputElement>(null)

  const take = async (given: File) => {
    const text = await given.text()
    const read = readFlowFile(text)
    if (read.ok) {
      setChosen({ state: 'read', file: given.name, count: Object.keys(read.graph.nodes).length, text })
      setStarter('file')
      return
    }
    const { name, where } = read.flaw
    setChosen({ state: 'wrong', text: t(`flowVersions:file.flaw.${name}`, { file: given.name, where }) })
  }

  return (
    <>
      <fieldset className="starters">
        <legend>{t('flow:list.starter')}</legend>
        {[blank, ...starters].map(({ key, name, about }) => (
          <div key={key} className="starter">
            <input
              type="radio"
              id={`starter-${key}`}
              name="starter"
              value={key}
              checked={starter === key}
              onChange={() => setStarter(key)}
            />
            <label htmlFor={`starter-${key}`}>
              <b>{name[locale]}</b>
              <small>{about[locale]}</small>
            </label>
          </div>
        ))}
        {chosen.state === 'read' ? (
          <div className="starter">
            <input
              type="radio"
              id="starter-file"
              name="starter"
              value="file"
              checked={starter === 'file'}
              onChange={() => setStarter('file')}
            />
            <label htmlFor="starter-file">
              <b>{t('flowVersions:file.chosen', { file: chosen.file, nodes: chosen.count })}</b>
            </label>
            <input type="hidden" name="file" value={chosen.text} />
          </div>
        ) : null}
      </fieldset>
      <div>
        <Button icon={Upload} onClick={() => input.current?.click()}>
          {t('flowVersions:file.choose')}
        </Button>
        {chosen.state === 'wrong' ? (
          <p className="field-error" role="alert">
            {chosen.text}
          </p>
        ) : null}
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={({ target }) => {
            const [given] = target.files ?? []
            if (given) void take(given)
            target.value = ''
          }}
        />
      </div>
    </>
  )
}
