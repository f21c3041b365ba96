import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { useRail } from '../session/use-rail.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { showToast } from '../ui/toast.tsx'
import { autoLayout } from './auto-layout.ts'
import type { ConnectionRefusal } from './connection-rules.ts'
import { FlowCanvas } from './flow-canvas.tsx'
import { openFlowEditor, type FlowEditor } from './flow-editor-engine.ts'
import type { FlowScreenProps } from './flow-screen.tsx'
import { FlowTop } from './flow-top.tsx'
import { nodeHeight, nodeWidth } from './geometry.ts'
import { Inspector } from './inspector.tsx'
import { ImpactPanel } from './live/impact-panel.tsx'
import { ImpactLines } from './live/impact-lines.tsx'
import { OccupancyLegend } from './live/occupancy-legend.tsx'
import { useLive } from './live/use-live.ts'
import { applyMend } from './mends.ts'
import { isGroup } from './node-box.ts'
import type { NodeKind } from './node-kinds.ts'
import { Palette } from './palette.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { PublishDialog } from './publish/publish-dialog.tsx'
import { useFlowImport } from './use-flow-import.tsx'
import { useFlowKeys } from './use-flow-keys.ts'
import { KnownNames } from './use-flow-words.ts'
import { useRemoval } from './use-removal.tsx'
import { useFollow } from './use-follow.ts'
import { useDraftGraph } from './use-draft-graph.ts'
import { TestRunPanel } from './test-run/test-run-panel.tsx'
import { useTestRun } from './test-run/use-test-run.ts'
import { useEvent } from './use-event.ts'
import { useFit } from './use-fit.ts'
import { useGoTo, useShow } from './use-go-to.ts'
import { useDocumentFact, useFlowName } from './use-open-document.ts'
import { useProblems } from './use-problems.ts'
import { useSurroundings } from './use-surroundings.ts'
import { restoreGraph } from './versions/restore-graph.ts'
import { usePublished } from './versions/use-published.ts'
import { VersionDesk } from './versions/version-desk.tsx'
import { usualAgainst } from './versions/version-place.ts'

/** Opens the flow for as long as it is on the screen. */
export function FlowWork({ skeleton, ...props }: FlowScreenProps & { skeleton: ReactElement }) {
  const { flowId } = props
  const [editor, setEditor] = useState<FlowEditor | null>(null)
  useEffect(() => {
    const opened = openFlowEditor(flowId)
    setEditor(opened)
    return () => opened.close()
  }, [flowId])
  const surroundings = useSurroundings(props.surroundings, editor)
  const names = useMemo(
    () => new Map([...surroundings.people, ...surroundings.teams].map(({ id, name }) => [id, name])),
    [surroundings],
  )
  return editor ? (
    <ReactFlowProvider>
      <KnownNames.Provider value={names}>
        <FlowDesk {...props} surroundings={surroundings} editor={editor} />
      </KnownNames.Provider>
    </ReactFlowProvider>
  ) : (
    skeleton
  )
}

function FlowDesk({ editor, me, surroundings }: FlowScreenProps & { editor: FlowEditor }) {
  const { t } = useTranslation(['flow', 'flowVersions'])
  const { binding, graph, gestures, document: flow, live } = editor
  const rail = useRail(me.role, 'flows')
  const flowName = useFlowName(flow)
  const { screenToFlowPosition } = useReactFlow()
  const fit = useFit(binding)
  const goTo = useGoTo(binding)
  const show = useShow(binding)
  const loaded = useDocumentFact(flow, 'loaded')
  const isReader = useDocumentFact(flow, 'readOnly')
  const connection = useDocumentFact(flow, 'connection')
  const readOnly = isReader || connection.state === 'ended'
  const draft = useDraftGraph(editor)
  const problems = useProblems(editor, surroundings, draft)
  const published = usePublished({ editor, draft: draft?.graph })
  const [publishing, setPublishing] = useState(false)
  const { followed, setFollowed } = useFollow(flow)
  const [planning, setPlanning] = useState(false)
  const { impacts } = useLive(live)
  // Whoever takes a node away from under tickets is asked at once where those go.
  useEffect(() => live.onHit(() => setPlanning(true)), [live])
  // With nothing left to arrange the panel is closed: what a colleague does later must not open it again.
  const hasImpacts = impacts.length > 0
  useEffect(() => {
    if (!hasImpacts) setPlanning(false)
  }, [hasImpacts])
  const [testing, setTesting] = useState(false)
  const test = useTestRun(editor, surroundings, draft, testing)
  const removal = useRemoval(editor)
  const search = useRef<HTMLInputElement>(null)
  const commentField = useRef<HTMLTextAreaElement>(null)
  const work = useRef<HTMLDivElement>(null)

  const goToProblem = ({ nodeId, edgeId }: Problem) => {
    if (nodeId !== undefined) goTo(nodeId)
    else if (edgeId !== undefined) binding.select({ edges: [edgeId] })
  }
  const openComments = useCallback(
    (nodeId: string) => {
      binding.select({ nodes: [nodeId] })
      requestAnimationFrame(() => commentField.current?.focus())
    },
    [binding],
  )
  const middleOfView = () => {
    const box = work.current?.querySelector('.fcanvas')?.getBoundingClientRect()
    const middle = screenToFlowPosition({
      x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
      y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
    })
    return [middle.x - nodeWidth / 2, middle.y - nodeHeight / 2] as const
  }
  const add = useEvent((kind: NodeKind) => {
    show(gestures.addBehindSelection(kind, middleOfView()))
  })
  const refuse = useEvent((refusal: ConnectionRefusal) =>
    showToast({ text: t(`refusal.${refusal}`), tone: 'info' }),
  )
  const stopFollowing = useEvent(() => setFollowed(null))
  const tidy = useEvent(() => {
    const { nodes, edges } = binding.getView()
    const steps = nodes
      .map(({ id, data }) => ({ id, type: data.facts.type }))
      .filter(({ type }) => !isGroup(type))
    graph.move(autoLayout(steps, edges))
    fit()
    showToast({
      text: t('canvas.tidied'),
      tone: 'done',
      action: { label: t('top.undo'), onAction: () => flow.undo.undo() },
    })
  })
  const flowImport = useFlowImport(editor, surroundings)
  /** What is asked for happens on the draft, so the draft is shown. */
  const uncover = () => {
    if (published.place) published.goTo(null)
  }
  const isCovered = published.place !== null
  const [heading, setHeading] = useState<string>()
  /** From what covers the canvas to a node on it. */
  const leaveFor = (nodeId: string) => {
    setPublishing(false)
    uncover()
    setHeading(nodeId)
  }
  useEffect(() => {
    if (heading === undefined || isCovered) return undefined
    // A canvas that was covered is there, and has found its first view, with the next frame.
    const frame = requestAnimationFrame(() => {
      setHeading(undefined)
      goTo(heading)
    })
    return () => cancelAnimationFrame(frame)
  }, [heading, isCovered, goTo])
  const showVersion = useEvent((number: number) => {
    setPublishing(false)
    published.goTo({ shown: number, against: usualAgainst(number, number) })
  })
  useFlowKeys({
    editor,
    readOnly,
    covered: isCovered,
    onRemove: removal.remove,
    onSearch: () => search.current?.focus(),
    onEdit: () =>
      work.current?.querySelector<HTMLElement>('.finspector :is(input, select, textarea)')?.focus(),
    onPasted: (nodeIds) => {
      const [first] = nodeIds
      if (first !== undefined) show(first)
      binding.select({ nodes: nodeIds })
      showToast({ text: t('top.pasted', { count: nodeIds.length }), tone: 'done' })
    },
  })

  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <FlowTop
          editor={editor}
          me={me.name}
          readOnly={readOnly}
          covered={published.place !== null}
          followed={followed}
          onFollow={setFollowed}
          onImport={(file, text) => {
            uncover()
            flowImport.open(file, text)
          }}
          onComments={() => {
            const first = editor.comments.getAll().find(({ resolved }) => resolved !== true)
            if (!first) return
            uncover()
            openComments(first.nodeId)
          }}
          since={published.since}
          onVersions={published.lookAtNewest}
          onDraftAgainstNewest={() => published.goTo({ shown: 'draft', against: published.newest ?? null })}
          onPublish={() => setPublishing(true)}
          testing={testing && !published.place}
          onTest={() => {
            uncover()
            setTesting(published.place !== null || !testing)
          }}
        />
      }
    >
      {published.place ? (
        <VersionDesk
          flowId={editor.flowId}
          flowName={flowName}
          live={live}
          draft={draft?.graph}
          versions={published.versions}
          onRetryVersions={published.retryVersions}
          since={published.since?.changes}
          place={published.place}
          readOnly={readOnly}
          surroundings={surroundings}
          onPlace={published.goTo}
          onRestore={(number, graph) => {
            restoreGraph(flow, graph)
            published.goTo(null)
            showToast({
              text: t('flowVersions:restore.done', { number }),
              tone: 'done',
              action: {
                label: t('flowVersions:restore.undo'),
                hotkey: 'Ctrl Z',
                onAction: () => flow.undo.undo(),
              },
            })
          }}
        />
      ) : (
        <div className="feditor" ref={work}>
          <Palette binding={binding} readOnly={readOnly} searchRef={search} onAdd={add} onGoTo={goTo} />
          <div className="fstage-area">
            {connection.state === 'ended' ? (
              <Banner
                tone="bad"
                action={<Button onClick={() => window.location.reload()}>{t('end.reload')}</Button>}
              >
                {t(`end.${connection.reason}`)}
              </Banner>
            ) : null}
            {loaded ? (
              <FlowCanvas
                editor={editor}
                readOnly={readOnly}
                onRefused={refuse}
                onTidy={tidy}
                openComments={openComments}
                onGoTo={goTo}
                planning={planning}
                onPlanning={setPlanning}
                onOwnMove={stopFollowing}
              />
            ) : (
              <p className="fcanvas floading" role="status">
                {t('canvas.loading')}
              </p>
            )}
            <ProblemPanel
              problems={problems}
              binding={binding}
              readOnly={readOnly}
              onGoTo={goToProblem}
              onMend={(mend) => applyMend(editor, mend)}
              lead={{
                count: impacts.length,
                lines: <ImpactLines live={live} onOpen={() => setPlanning(true)} />,
              }}
              legend={<OccupancyLegend live={live} />}
            />
          </div>
          {testing ? (
            <TestRunPanel
              test={test}
              binding={binding}
              onGoTo={goTo}
              onGoToProblem={goToProblem}
              onClose={() => setTesting(false)}
            />
          ) : (
            <Inspector
              editor={editor}
              readOnly={readOnly}
              surroundings={surroundings}
              commentRef={commentField}
            />
          )}
        </div>
      )}
      {publishing ? (
        <PublishDialog
          editor={editor}
          flowName={flowName}
          draft={draft?.graph}
          surroundings={surroundings}
          impact={<ImpactPanel live={live} readOnly={readOnly} onGoTo={leaveFor} />}
          onClose={() => setPublishing(false)}
          onGoTo={leaveFor}
          onShowVersion={showVersion}
        />
      ) : null}
      {flowImport.dialog}
      {removal.dialog}
    </AppFrame>
  )
}
