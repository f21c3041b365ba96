import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { CircleAlert, Info } from '../../ui/icons.ts'
import { nodeName } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { outlineNode, type LiveFlow } from './live-flow.ts'
import { useLive } from './use-live.ts'

/** Among the problems: on what tickets stand that is no more, or leads elsewhere. It keeps nobody from publishing. */
export function ImpactLines({ live, onOpen }: { live: LiveFlow; onOpen: () => void }) {
  const { t } = useTranslation('flowLive')
  const words = useFlowWords()
  const { impacts } = useLive(live)
  return impacts.map(({ nodeId, kind, tickets: { tickets: count }, was, to }) => {
    const node = live.binding.readFacts(nodeId) ?? outlineNode(was)
    const isOpen = kind === 'deleted' && to === undefined
    return (
      <li key={nodeId}>
        <button type="button" className="fproblem" onClick={onOpen}>
          <Icon of={isOpen ? CircleAlert : Info} size={14} className={isOpen ? 'bad' : 'muted'} />
          <span>
            <b>{nodeName(words, nodeId, node)}</b> {t(`impact.${kind}`, { count })}
          </span>
        </button>
        <button type="button" className="link" onClick={onOpen}>
          {t('impact.arrange')}
        </button>
      </li>
    )
  })
}
