import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Download, History, Link2, Lock } from '../../ui/icons.ts'
import { Icon } from '../../ui/icon.tsx'
import { useHotkeys } from '../../ui/hotkeys.ts'
import { Select } from '../../ui/inputs.tsx'
import { showToast } from '../../ui/toast.tsx'
import { downloadJson } from '../download-json.ts'
import { FlowCanvas } from '../flow-canvas.tsx'
import type { FlowEditor } from '../flow-editor-engine.ts'
import type { Surroundings } from '../form-context.tsx'
import { Inspector } from '../inspector.tsx'
import type { LiveFlow } from '../live/live-flow.ts'
import { nodeOf } from '../publish/change-rows.ts'
import { useFit } from '../use-fit.ts'
import { useGoTo } from '../use-go-to.ts'
import { whenText } from '../when-text.ts'
import { compareGraphs, type Comparison } from './comparison.ts'
import { DifferenceList } from './difference-list.tsx'
import { DifferenceTag } from './difference-tag.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { useFrozenEditor, type FrozenEditor } from './use-frozen-editor.ts'
import { useVersionGraph, type Fetched } from './use-versions.ts'
import { VersionList } from './version-list.tsx'
import { usualAgainst, type VersionName, type VersionPlace } from './version-place.ts'
import './versions.css'

type VersionDeskProps = {
  flowId: string
  flowName: string
  live: LiveFlow
  /** The draft as it is now; undefined until it has come. */
  draft: FlowGraph | undefined
  versions: Fetched<readonly FlowVersionRow[]>
  onRetryVersions: () => void
  since: number | undefined
  place: VersionPlace
  readOnly: boolean
  surroundings: Surroundings
  onPlace: (place: VersionPlace | null) => void
  onRestore: (number: number, graph: FlowGraph) => void
}

/** A version, or the draft, beside another one: to be looked at, never changed here. */
export function VersionDesk(props: VersionDeskProps) {
  const { live, versions, onRetryVersions, since, place, onPlace } = props
  const newest = versions.state === 'ready' ? (versions.value[0]?.number ?? 0) : 0
  return (
    <div className="feditor vdesk">
      <VersionList
        live={live}
        versions={versions}
        onRetry={onRetryVersions}
        shown={place.shown}
        since={since}
        onShow={(shown) => onPlace({ shown, against: usualAgainst(shown, newest) })}
        onClose={() => onPlace(null)}
      />
      <ReactFlowProvider>
        <VersionView {...props} />
      </ReactFlowProvider>
    </div>
  )
}

function VersionView({
  flowId,
  flowName,
  draft,
  versions,
  place,
  readOnly,
  surroundings,
  onPlace,
  onRestore,
}: VersionDeskProps) {
  const { t } = useTranslation('flowVersions')
  const { shown, against } = place
  const newer = useNamedGraph(flowId, shown, draft)
  const older = useNamedGraph(flowId, against, draft)
  const comparison = useMemo(
    () => (newer.graph && !older.waits ? compareGraphs(older.graph, newer.graph) : undefined),
    [newer.graph, older.graph, older.waits],
  )
  const frozen = useFrozenEditor(flowId, shown, comparison)
  const [restoring, setRestoring] = useState(false)
  useHotkeys({ escape: () => frozen?.editor.binding.select({}) })
  const rows = versions.state === 'ready' ? versions.value : []
  const failed = newer.failed || older.failed
  const title = nameOf(shown)
  const copyLink = () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => showToast({ text: t('view.copied'), tone: 'done' }),
      () => showToast({ text: t('view.copyFailed'), tone: 'bad' }),
    )
  }

  function nameOf(name: VersionName): string {
    return name === 'draft' ? t('view.draft') : `v${name}`
  }

  return (
    <>
      <section
        className="fstage-area"
        aria-label={shown === 'draft' ? t('view.draft') : t('view.label', { number: shown })}
      >
        <header className="vbar">
          <Icon of={Lock} size={14} />
          <b className="num">{title}</b>
          <VersionFacts row={rows.find(({ number }) => number === shown)} />
          <Badge>{t('view.reading')}</Badge>
          <span className="grow" />
          <label className="vagainst">
            <span>{t('view.against')}</span>
            <Select
              value={String(against ?? 'none')}
              onChange={({ target: { value } }) =>
                onPlace({
                  shown,
                  against: value === 'none' ? null : value === 'draft' ? 'draft' : Number(value),
                })
              }
            >
              <option value="none">{t('view.nothing')}</option>
              {shown === 'draft' ? null : <option value="draft">{t('view.draft')}</option>}
              {rows
                .filter(({ number }) => number !== shown)
                .map(({ number, name }) => (
                  <option key={number} value={number}>
                    v{number} {name}
                  </option>
                ))}
            </Select>
          </label>
          <IconButton label={t('view.copyLink')} icon={Link2} onClick={copyLink} />
          <IconButton
            label={t('view.export')}
            icon={Download}
            disabled={!newer.graph}
            onClick={() => downloadJson(`${flowName}.${title}.flow.json`, newer.graph)}
          />
          {readOnly || shown === 'draft' ? null : (
            <Button icon={History} disabled={!newer.graph || !draft} onClick={() => setRestoring(true)}>
              {t('view.restore')}
            </Button>
          )}
        </header>
        {frozen && !failed ? (
          <VersionCanvas {...frozen} hasMarks={against !== null} />
        ) : (
          <p className="fcanvas floading" role={failed ? 'alert' : 'status'}>
            {failed ? (
              <span>
                {t('view.failed')}{' '}
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    newer.retry()
                    older.retry()
                  }}
                >
                  {t('view.retry')}
                </button>
              </span>
            ) : (
              t('view.loading')
            )}
          </p>
        )}
      </section>
      {frozen && comparison && newer.graph ? (
        <Differences
          editor={frozen.editor}
          comparison={comparison}
          newer={{ name: title, graph: newer.graph }}
          older={against === null || !older.graph ? undefined : { name: nameOf(against), graph: older.graph }}
          surroundings={surroundings}
        />
      ) : (
        <aside className="finspector" />
      )}
      {restoring && shown !== 'draft' && newer.graph && draft ? (
        <RestoreDialog
          number={shown}
          draft={draft}
          version={newer.graph}
          onClose={() => setRestoring(false)}
          onRestore={() => newer.graph && onRestore(shown, newer.graph)}
        />
      ) : null}
    </>
  )
}

function VersionFacts({ row }: { row: FlowVersionRow | undefined }) {
  const locale = useLocale()
  if (!row) return null
  const { name, createdBy, createdAt } = row
  return (
    <span className="vfacts num">
      {name === '' ? null : <b>{name} · </b>}
      {createdBy.name} · {whenText(locale, createdAt, Date.now())}
    </span>
  )
}

type NamedGraph = { graph: FlowGraph | undefined; waits: boolean; failed: boolean; retry: () => void }

/** The graph of a version, or the draft. Null: nothing is wanted, and nothing waited for. */
function useNamedGraph(flowId: string, name: VersionName | null, draft: FlowGraph | undefined): NamedGraph {
  const { shown, retry } = useVersionGraph(flowId, typeof name === 'number' ? name : undefined)
  if (name === null) return { graph: undefined, waits: false, failed: false, retry }
  if (name === 'draft') return { graph: draft, waits: !draft, failed: false, retry }
  const graph = shown.state === 'ready' ? shown.value : undefined
  return { graph, waits: !graph, failed: shown.state === 'failed', retry }
}

type VersionCanvasProps = FrozenEditor & { hasMarks: boolean }

function VersionCanvas({ editor, filled, hasMarks }: VersionCanvasProps) {
  const { t } = useTranslation('flowVersions')
  const fit = useFit(editor.binding)
  const fitted = useRef(filled)
  useEffect(() => {
    if (fitted.current === filled) return
    fitted.current = filled
    fit()
  }, [filled, fit])
  return (
    <>
      <FlowCanvas
        editor={editor}
        readOnly
        onRefused={nothing}
        onTidy={nothing}
        openComments={nothing}
        onGoTo={nothing}
        planning={false}
        onPlanning={nothing}
        onOwnMove={nothing}
      />
      {hasMarks ? (
        <div className="vlegend" role="group" aria-label={t('view.legend')}>
          <DifferenceTag mark="added" />
          <DifferenceTag mark="changed" />
          <DifferenceTag mark="removed" />
        </div>
      ) : null}
    </>
  )
}

const nothing = () => undefined

type DifferencesProps = {
  editor: FlowEditor
  comparison: Comparison
  newer: { name: string; graph: FlowGraph }
  older: { name: string; graph: FlowGraph } | undefined
  surroundings: Surroundings
}

/** What differs: of the whole flow, or of the node that is selected, above its settings. */
function Differences({ editor, comparison, newer, older, surroundings }: DifferencesProps) {
  const { t } = useTranslation('flowVersions')
  const { binding } = editor
  const goTo = useGoTo(binding)
  const comments = useRef<HTMLTextAreaElement>(null)
  useSyncExternalStore(binding.subscribe, binding.getView)
  const { nodes, edges } = binding.getSelection()
  const { changes } = comparison
  const graphs = { before: (older ?? newer).graph, after: newer.graph }
  const own = changes.filter((change) => {
    const nodeId = nodeOf(change)
    return nodeId !== undefined && nodes.has(nodeId)
  })
  if (nodes.size + edges.size > 0)
    return (
      <div className="vside">
        {own.length > 0 ? (
          <section className="vown">
            <h3>{t('view.ofNode')}</h3>
            <DifferenceList changes={own} graphs={graphs} />
          </section>
        ) : null}
        <Inspector editor={editor} readOnly surroundings={surroundings} commentRef={comments} />
      </div>
    )
  return (
    <aside className="finspector" aria-label={t('view.against')}>
      {older ? (
        <>
          <header>
            <span className="finspector-name">
              <h2 className="num">{t('view.differences', { newer: newer.name, older: older.name })}</h2>
              <small className="num">{t('view.count', { count: changes.length })}</small>
            </span>
          </header>
          <div className="finspector-form">
            {changes.length === 0 ? (
              <p className="finspector-nothing">{t('view.same')}</p>
            ) : (
              <DifferenceList changes={changes} graphs={graphs} onGoTo={goTo} />
            )}
          </div>
        </>
      ) : (
        <p className="finspector-nothing">{t('view.notCompared')}</p>
      )}
    </aside>
  )
}
