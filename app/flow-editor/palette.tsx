import { memo, useMemo, useState, useSyncExternalStore, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icon.tsx'
import { Search } from '../ui/icons.ts'
import { TextInput } from '../ui/inputs.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { paletteDataType } from './flow-canvas.tsx'
import type { GraphBinding } from './graph-binding.ts'
import { kindIcon, paletteGroups, type NodeKind } from './node-kinds.ts'
import { kindName, nodeName } from './node-text.ts'
import { useFlowWords } from './use-flow-words.ts'

const mostFound = 12
const noNodes: ReturnType<GraphBinding['getView']>['nodes'] = []

type PaletteProps = {
  binding: GraphBinding
  readOnly: boolean
  searchRef: Ref<HTMLInputElement>
  onAdd: (kind: NodeKind) => void
  onGoTo: (nodeId: string) => void
}

/** What can be put on the canvas; the search finds what is there already as well. */
export const Palette = memo(function Palette({ binding, readOnly, searchRef, onAdd, onGoTo }: PaletteProps) {
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLowerCase()
  // Who looks for nothing has nothing to do with what moves on the canvas.
  const nodes = useSyncExternalStore(binding.subscribe, () =>
    wanted === '' ? noNodes : binding.getView().nodes,
  )
  const found = useMemo(
    () =>
      wanted === ''
        ? []
        : nodes
            .map(({ id, data }) => ({ id, type: data.facts.type, name: nodeName(words, id, data.facts) }))
            .filter(({ name }) => name.toLowerCase().includes(wanted))
            .slice(0, mostFound),
    [nodes, wanted, words],
  )
  const groups = readOnly
    ? []
    : paletteGroups.flatMap(({ name, kinds }) => {
        const shown = kinds.filter((kind) => kindName(words, kind).toLowerCase().includes(wanted))
        return shown.length === 0 ? [] : [{ name, kinds: shown }]
      })

  const onSearchKey = ({ key, nativeEvent }: KeyboardEvent) => {
    if (nativeEvent.isComposing) return
    const [first] = found
    if (key === 'Enter' && first) {
      onGoTo(first.id)
      // Found: what can be put on the canvas is shown again.
      setQuery('')
    }
    if (key === 'Escape') setQuery('')
  }

  return (
    <aside className="fpalette" aria-label={t('palette.label')}>
      <div className="fpalette-search">
        <Icon of={Search} size={14} />
        <TextInput
          ref={searchRef}
          type="search"
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          onKeyDown={onSearchKey}
        />
        <Kbd>/</Kbd>
      </div>
      <div className="fpalette-list">
        {found.length > 0 ? (
          <section>
            <h2>{t('palette.onCanvas')}</h2>
            <ul>
              {found.map(({ id, type, name }) => (
                <li key={id}>
                  <button type="button" onClick={() => onGoTo(id)}>
                    <Icon of={kindIcon(type)} size={16} />
                    <span>{name}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {groups.map(({ name, kinds }) => (
          <section key={name}>
            <h2>{t(`palette.${name}`)}</h2>
            <ul>
              {kinds.map((kind) => (
                <li key={kind}>
                  <button
                    type="button"
                    draggable
                    onDragStart={({ dataTransfer }) => {
                      dataTransfer.setData(paletteDataType, kind)
                      dataTransfer.effectAllowed = 'move'
                    }}
                    onClick={() => onAdd(kind)}
                  >
                    <Icon of={kindIcon(kind)} size={16} />
                    <span>{kindName(words, kind)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {wanted !== '' && found.length + groups.length === 0 ? (
          <p className="fpalette-hint">{t('palette.nothing')}</p>
        ) : null}
      </div>
      {readOnly ? null : <p className="fpalette-hint">{t('palette.hint')}</p>}
    </aside>
  )
})
