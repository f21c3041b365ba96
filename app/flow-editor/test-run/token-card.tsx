import { useTranslation } from 'react-i18next'
import type { FlowInput } from '#domain/flow/flow-input.ts'
import type { FlowState, Token } from '#domain/flow/flow-state.ts'
import type { FlowVersion, VersionNode } from '#domain/flow/version.ts'
import { outcomesOf } from '#domain/flow-graph/exits.ts'
import type { HumanNode } from '#domain/flow-graph/node-config.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { Button } from '../../ui/button.tsx'
import { handlerText } from '../node-text.ts'
import { exitText, nameOfNode, type RunWords } from './step-text.ts'
import { sampleEngineerId } from './test-run.ts'

type TokenCardProps = {
  version: FlowVersion
  state: FlowState
  token: Token
  words: RunWords
  onGoTo: (nodeId: string) => void
  onAct: (input: FlowInput) => void
}

/** One place where the ticket stands: who is asked there, by when, and everything that can happen next. */
export function TokenCard({ version, state, token, words, onGoTo, onAct }: TokenCardProps) {
  const node = version.nodes[token.nodeId]
  const { run } = words
  return (
    <div className="frun-token">
      <button type="button" className="link" onClick={() => onGoTo(token.nodeId)}>
        {nameOfNode(words, version, token.nodeId)}
      </button>
      {token.dueAt === null ? null : <p>{run('due', { time: words.clock(token.dueAt) })}</p>}
      {node ? (
        <NodeActs version={version} state={state} node={node} token={token} words={words} onAct={onAct} />
      ) : null}
    </div>
  )
}

type NodeActsProps = Omit<TokenCardProps, 'onGoTo'> & { node: VersionNode }

function NodeActs({ node, ...rest }: NodeActsProps) {
  const { t } = useTranslation('flowRun')
  const { state, token, onAct } = rest
  const { id: tokenId, step } = token
  switch (node.type) {
    case 'task':
    case 'approval':
      return <HumanActs {...rest} node={node} />
    case 'auto-assign':
      return (
        <Acts
          acts={[
            {
              text: t('found'),
              input: { kind: 'handler-found', tokenId, step, handlerId: sampleEngineerId },
            },
            { text: t('notFound'), input: { kind: 'handler-found', tokenId, step, handlerId: null } },
          ]}
          onAct={onAct}
        />
      )
    case 'webhook':
      return (
        <Acts
          acts={[
            { text: t('answered'), input: { kind: 'webhook-answered', tokenId, step, succeeded: true } },
            { text: t('failed'), input: { kind: 'webhook-answered', tokenId, step, succeeded: false } },
          ]}
          onAct={onAct}
        />
      )
    case 'timer':
      return <p>{t('waitsClock')}</p>
    case 'join':
      return <p>{t('waits')}</p>
    case 'sub-ticket':
    case 'end':
      return (
        <>
          <p>{t('waitsSub')}</p>
          <Acts
            acts={state.subTickets.flatMap(({ key, open }, index) =>
              open
                ? [{ text: t('subDone', { number: index + 1 }), input: { kind: 'sub-ticket-closed', key } }]
                : [],
            )}
            onAct={onAct}
          />
        </>
      )
    case 'start':
    case 'condition':
    case 'fork':
    case 'notify':
    case 'group':
      // Nothing waits there.
      return null
  }
}

function HumanActs({ version, state, node, token, words, onAct }: NodeActsProps & { node: HumanNode }) {
  const { t } = useTranslation('flowRun')
  const { handler, rights, operations } = node.config
  const asked = Object.entries(rights).filter(([, right]) => right === 'required')
  const acts: Act[] =
    node.type === 'task'
      ? outcomesOf(node).map(({ id: outcome }) => ({
          text: exitText(words, version, node.id, outcome),
          input: { kind: 'complete', tokenId: token.id, outcome },
        }))
      : (['approved', 'rejected'] as const).map((verdict) => ({
          text: exitText(words, version, node.id, verdict),
          input: { kind: 'decide', tokenId: token.id, verdict },
        }))
  if (operations.return === true)
    for (const nodeId of Object.keys(state.visited)) {
      const type = version.nodes[nodeId]?.type
      if (nodeId !== node.id && (type === 'task' || type === 'approval'))
        acts.push({
          text: t('return', { node: nameOfNode(words, version, nodeId) }),
          input: { kind: 'return', tokenId: token.id, toNodeId: nodeId },
        })
    }
  if (operations.close === true)
    acts.push({ text: t('close_ticket'), input: { kind: 'close', tokenId: token.id } })
  return (
    <>
      <p>{handler ? t('asks', { who: handlerText(words, handler) }) : t('nobody')}</p>
      {asked.length === 0 ? null : (
        <p>
          {t('fill', {
            fields: asked
              .map(([field]) => starterFields.get(field)?.name[words.locale] ?? field)
              .join(words.locale === 'en' ? ', ' : '、'),
          })}
        </p>
      )}
      <Acts acts={acts} onAct={onAct} />
    </>
  )
}

type Act = { text: string; input: FlowInput }

function Acts({ acts, onAct }: { acts: readonly Act[]; onAct: (input: FlowInput) => void }) {
  return (
    <div className="frun-acts">
      {acts.map(({ text, input }) => (
        <Button key={JSON.stringify(input)} onClick={() => onAct(input)}>
          {text}
        </Button>
      ))}
    </div>
  )
}
