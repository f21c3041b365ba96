import { useTranslation } from 'react-i18next'
import type { MigrationMapping } from '#contract/flow-migration.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { Select } from '../../ui/inputs.tsx'
import { listStops, type Stop } from './stops.ts'

type StopTableProps = {
  stops: readonly Stop[]
  target: FlowGraph
  mapping: MigrationMapping
  nameOf: (nodeId: string) => string
  disabled: boolean
  onChange: (mapping: MigrationMapping) => void
}

/** Where the tickets of each node go. A node that the version has keeps its tickets unless something else is said. */
export function StopTable({ stops, target, mapping, nameOf, disabled, onChange }: StopTableProps) {
  const { t } = useTranslation('flowMigration')
  const choose = (nodeId: string, value: string) => {
    const others = Object.entries(mapping).filter(([id]) => id !== nodeId)
    const chosen = value === usual ? [] : [[nodeId, value === staysOnVersion ? null : value] as const]
    onChange(Object.fromEntries([...others, ...chosen]))
  }
  const targets = listStops(target)
  return (
    <table className="mstops">
      <thead>
        <tr>
          <th>{t('node')}</th>
          <th className="num">{t('standing')}</th>
          <th>{t('goes')}</th>
        </tr>
      </thead>
      <tbody>
        {stops.map(({ nodeId, tickets, isThere }) => {
          const chosen = mapping[nodeId]
          return (
            <tr key={nodeId}>
              <th scope="row">
                {isThere ? nameOf(nodeId) : <s>{nameOf(nodeId)}</s>}
                {isThere ? null : <small className="bad">{t('gone')}</small>}
              </th>
              <td className="num">{tickets}</td>
              <td>
                <Select
                  aria-label={t('choose', { node: nameOf(nodeId) })}
                  disabled={disabled}
                  value={chosen === undefined ? usual : (chosen ?? staysOnVersion)}
                  onChange={({ target: { value } }) => choose(nodeId, value)}
                >
                  <option value={usual}>{isThere ? t('same') : t('undecided')}</option>
                  <option value={staysOnVersion}>{t('stays')}</option>
                  {targets
                    .filter(([id]) => id !== nodeId)
                    .map(([id]) => (
                      <option key={id} value={id}>
                        → {nameOf(id)}
                      </option>
                    ))}
                </Select>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const usual = ''
/** No node has an id with a blank in it. */
const staysOnVersion = 'on its version'
