import { memo, useCallback, useEffect, useMemo, useRef, useSyncExternalStore, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import type { FlowPeer } from '#realtime/client/flow-document.ts'
import { exitsOf } from '#domain/flow-graph/exits.ts'
import type { TypedNode } from '#domain/flow-graph/node-config.ts'
import type { Name } from '#domain/flow-graph/people.ts'
import { stages } from '#domain/stage.ts'
import type { Locale } from '../i18n/locale.ts'
import { Icon } from '../ui/icon.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { CommentList } from './comment-list.tsx'
import type { FlowEditor } from './flow-editor-engine.ts'
import {
  AutoAssignSection,
  BranchesSection,
  EndingChoice,
  NotifySection,
  SubTicketSection,
  TimerSection,
  WebhookSection,
} from './form-automatic.tsx'
import { FormContext, Pair, Section, useSection, type Surroundings } from './form-context.tsx'
import { NameField } from './form-fields.tsx'
import { HandlerSection, OperationsSection, OutcomesSection, RightsSection } from './form-human.tsx'
import { LimitSection } from './form-limit.tsx'
import { MessagesSection } from './form-messages.tsx'
import { StandingSection } from './live/standing-section.tsx'
import { kindIcon } from './node-kinds.ts'
import { exitName, kindName, nameIn, nodeName, nodeStage, withName } from './node-text.ts'
import { PeerAvatar } from './peer-avatar.tsx'
import { peerHue } from './peer-hue.ts'
import { createSectionHold, openNodeOf } from './section-lock.ts'
import { typedNode } from './typed-node.ts'
import { useFlowWords } from './use-flow-words.ts'
import { usePeers } from './use-peers.ts'

type InspectorProps = {
  editor: FlowEditor
  readOnly: boolean
  surroundings: Surroundings
  commentRef: RefObject<HTMLTextAreaElement>
}

/** The settings of what is selected: of one node or one line, or how many there are. */
export const Inspector = memo(function Inspector({
  editor,
  readOnly,
  surroundings,
  commentRef,
}: InspectorProps) {
  const { t } = useTranslation('flow')
  const { binding } = editor
  const { nodes, edges } = useSyncExternalStore(binding.subscribe, binding.getSelection)
  const [nodeId] = nodes
  const [edgeId] = edges
  const count = nodes.size + edges.size
  // What is only moved keeps its facts, and its form need not be drawn anew in every frame of a drag.
  const node = useSyncExternalStore(binding.subscribe, () =>
    count === 1 && nodeId !== undefined ? binding.readFacts(nodeId) : undefined,
  )
  const edge = useSyncExternalStore(binding.subscribe, () =>
    count === 1 && edgeId !== undefined ? binding.readLine(edgeId) : undefined,
  )
  return (
    <aside className="finspector" aria-label={t('inspector.label')}>
      {nodeId !== undefined && node ? (
        <NodeForm
          key={nodeId}
          editor={editor}
          nodeId={nodeId}
          node={node}
          readOnly={readOnly}
          surroundings={surroundings}
          commentRef={commentRef}
        />
      ) : edgeId !== undefined && edge ? (
        <EdgeForm key={edgeId} editor={editor} edgeId={edgeId} edge={edge} readOnly={readOnly} />
      ) : (
        <p className="finspector-nothing">
          {count > 1
            ? t('inspector.many', { count })
            : readOnly
              ? t('inspector.nothingReader')
              : t('inspector.nothing')}
        </p>
      )}
    </aside>
  )
})

type NodeFormProps = InspectorProps & { nodeId: string; node: FlowDraftNode }

function NodeForm({ editor, nodeId, node, readOnly, surroundings, commentRef }: NodeFormProps) {
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const typed = typedNode(nodeId, node)
  const hold = useRef<ReturnType<typeof createSectionHold>>()
  hold.current ??= createSectionHold((form) => editor.tell({ form, asks: undefined }), {
    now: Date.now,
    schedule: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
  const own = hold.current
  useEffect(() => {
    own.openForm(nodeId)
    return () => own.openForm(undefined)
  }, [own, nodeId])
  const context = useMemo(
    () => ({ editor, nodeId, readOnly, hold: own, surroundings }),
    [editor, nodeId, readOnly, own, surroundings],
  )
  const peers = usePeers(
    editor.document,
    useCallback(
      (all: readonly FlowPeer[]) =>
        all
          .filter(({ form }) => openNodeOf(form) === nodeId)
          .map(({ clientId, user }) => ({ clientId, user })),
      [nodeId],
    ),
  )
  return (
    <FormContext.Provider value={context}>
      <header data-stage={nodeStage(nodeId, node) ?? undefined}>
        <span className="fnode-icon">
          <Icon of={kindIcon(node.type)} size={16} />
        </span>
        <span className="finspector-name">
          <h2>{nodeName(words, nodeId, node)}</h2>
          <small>{kindName(words, node.type)}</small>
        </span>
        <span className="fpeople">
          {peers.map(({ clientId, user }) => (
            <PeerAvatar key={clientId} peer={{ name: user.name, colour: peerHue(user.colour) }} />
          ))}
        </span>
      </header>
      <div className="finspector-form">
        <StandingSection live={editor.live} nodeId={nodeId} />
        {typed ? (
          <>
            <Section name="name" title={t('inspector.name')}>
              <NodeName node={typed} />
            </Section>
            <Sections node={typed} />
            {'stage' in typed.config && typed.type !== 'start' && typed.type !== 'end' ? (
              <Section name="stage" title={t('inspector.stage')} hint={t('inspector.stageHint')}>
                <StageChoice stage={typed.config.stage} />
              </Section>
            ) : null}
          </>
        ) : (
          <p className="finspector-nothing">{t('inspector.unknown')}</p>
        )}
        <CommentList comments={editor.comments} nodeId={nodeId} readOnly={readOnly} fieldRef={commentRef} />
      </div>
    </FormContext.Provider>
  )
}

function NodeName({ node }: { node: TypedNode }) {
  const { t } = useTranslation('flow')
  const { set, disabled } = useSection()
  return (
    <NameField
      label={t('inspector.name')}
      value={node.config.name}
      disabled={disabled}
      onChange={(name) => set('name', name)}
    />
  )
}

function Sections({ node }: { node: TypedNode }) {
  const { t } = useTranslation('flow')
  switch (node.type) {
    case 'task':
      return (
        <>
          <HandlerSection node={node} />
          <RightsSection node={node} />
          <OperationsSection node={node} />
          <LimitSection node={node} />
          <OutcomesSection node={node} />
          <MessagesSection node={node} />
        </>
      )
    case 'approval':
      return (
        <>
          <HandlerSection node={node} />
          <RightsSection node={node} />
          <OperationsSection node={node} />
          <LimitSection node={node} />
          <MessagesSection node={node} />
        </>
      )
    case 'auto-assign':
      return <AutoAssignSection node={node} />
    case 'condition':
      return <BranchesSection node={node} />
    case 'timer':
      return <TimerSection node={node} />
    case 'notify':
      return <NotifySection node={node} />
    case 'sub-ticket':
      return <SubTicketSection node={node} />
    case 'webhook':
      return <WebhookSection node={node} />
    case 'start':
    case 'end':
      return (
        <Section name="stage" title={t('inspector.stage')} hint={t('inspector.stageHint')}>
          <StageChoice stage={node.config.stage} required />
          {node.type === 'end' ? <EndingChoice node={node} /> : null}
        </Section>
      )
    case 'fork':
      return <p className="finspector-nothing">{t('inspector.barText')}</p>
    case 'join':
      return <p className="finspector-nothing">{t('inspector.joinText')}</p>
    case 'group':
      return <p className="finspector-nothing">{t('inspector.groupText')}</p>
  }
}

function StageChoice({ stage, required = false }: { stage: string | null; required?: boolean }) {
  const { t } = useTranslation(['flow', 'terms'])
  const { choose, disabled } = useSection()
  return (
    <Pair label={t('flow:inspector.stage')}>
      {(id) => (
        <span className="fstage" data-stage={stage ?? undefined}>
          <i className="dot" />
          <Select
            id={id}
            value={stage ?? ''}
            disabled={disabled}
            onChange={({ target }) => choose('stage', target.value === '' ? null : target.value)}
          >
            {required ? null : <option value="">{t('flow:inspector.stageNone')}</option>}
            {stages.map((one) => (
              <option key={one} value={one}>
                {t(`terms:stage.${one}`)}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Pair>
  )
}

type EdgeFormProps = { editor: FlowEditor; edgeId: string; edge: FlowDraftEdge; readOnly: boolean }

function EdgeForm({ editor, edgeId, edge, readOnly }: EdgeFormProps) {
  const { t } = useTranslation('flow')
  const words = useFlowWords()
  const { binding, graph } = editor
  const source = binding.readFacts(edge.source)
  const target = binding.readFacts(edge.target)
  const typed = source && typedNode(edge.source, source)
  const exits = typed ? exitsOf(typed) : []
  return (
    <>
      <header>
        <span className="finspector-name">
          <h2>{t('inspector.edge')}</h2>
          <small>
            {source ? nodeName(words, edge.source, source) : ''} →{' '}
            {target ? nodeName(words, edge.target, target) : ''}
          </small>
        </span>
      </header>
      <div className="finspector-form">
        <section className="fsection" onBlur={graph.endStep}>
          <Pair label={t('inspector.edgeExit')}>
            {(id) => (
              <Select
                id={id}
                value={edge.sourceHandle ?? ''}
                disabled={readOnly}
                onChange={(event) => {
                  graph.endStep()
                  graph.setEdge(edgeId, { ...edge, sourceHandle: event.target.value })
                  graph.endStep()
                }}
              >
                {exits.some(({ handle }) => handle === edge.sourceHandle) ? null : (
                  <option value={edge.sourceHandle ?? ''}>{t('inspector.none')}</option>
                )}
                {source
                  ? exits.map(({ handle }) => (
                      <option key={handle} value={handle}>
                        {exitName(words, edge.source, source, handle)}
                      </option>
                    ))
                  : null}
              </Select>
            )}
          </Pair>
          <Pair label={t('inspector.edgeLabel')}>
            {(id) => (
              <TextInput
                id={id}
                value={edge.label === undefined ? '' : nameIn(words.locale, edge.label)}
                placeholder={t('inspector.edgeLabelHint')}
                maxLength={200}
                disabled={readOnly}
                onChange={(event) => {
                  const label = withLabel(edge.label, words.locale, event.target.value)
                  graph.setEdge(edgeId, { ...edge, label })
                }}
              />
            )}
          </Pair>
        </section>
      </div>
    </>
  )
}

/** A line without a label in any language shows its way out. */
function withLabel(label: Name | undefined, locale: Locale, text: string): Name | undefined {
  const next = withName(label ?? '', locale, text)
  const isEmpty = typeof next === 'string' ? next === '' : Object.values(next).every((one) => one === '')
  return isEmpty ? undefined : next
}
