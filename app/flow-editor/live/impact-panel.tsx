import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CircleAlert, X } from '../../ui/icons.ts'
import { Select } from '../../ui/inputs.tsx'
import { Popover } from '../../ui/popover.tsx'
import { nodeName } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { outlineNode, type Impact, type LiveFlow } from './live-flow.ts'
import { StandingList } from './standing-list.tsx'
import { listTargets } from './targets.ts'
import { useLive } from './use-live.ts'

type ImpactPanelProps = {
  live: LiveFlow
  readOnly: boolean
  onGoTo: (nodeId: string) => void
  /** Left out where it stands in something that is closed as a whole. */
  onClose?: () => void
}

/** The tickets that stand on what was deleted or rewired, and where they go when this is published. Everybody sees the same plan. */
export function ImpactPanel({ live, readOnly, onGoTo, onClose }: ImpactPanelProps) {
  const { t } = useTranslation('flowLive')
  const { impacts } = useLive(live)
  const count = impacts.reduce((sum, { tickets }) => sum + tickets.tickets, 0)
  if (impacts.length === 0) return null
  return (
    <section className="fimpact" aria-label={t('impact.title', { count })}>
      <header>
        <Icon of={CircleAlert} size={16} className="bad" />
        <h2>{t('impact.title', { count })}</h2>
        {onClose ? <IconButton label={t('impact.close')} icon={X} onClick={onClose} /> : null}
      </header>
      <p>{t('impact.about')}</p>
      <table>
        <thead>
          <tr>
            <th>{t('impact.node')}</th>
            <th className="num">{t('impact.count')}</th>
            <th>{t('impact.where')}</th>
            <th>{t('impact.timing')}</th>
          </tr>
        </thead>
        <tbody>
          {impacts.map((impact) => (
            <ImpactRow key={impact.nodeId} live={live} impact={impact} readOnly={readOnly} onGoTo={onGoTo} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type ImpactRowProps = Pick<ImpactPanelProps, 'live' | 'readOnly' | 'onGoTo'> & { impact: Impact }

function ImpactRow({ live, impact, readOnly, onGoTo }: ImpactRowProps) {
  const { t } = useTranslation('flowLive')
  const words = useFlowWords()
  const { published } = useLive(live)
  const { binding } = live
  const { nodes } = useSyncExternalStore(binding.subscribe, binding.getView)
  const { nodeId, kind, tickets, was, to } = impact
  const drawn = binding.readFacts(nodeId) ?? outlineNode(was)
  const name = nodeName(words, nodeId, drawn)
  const number = published?.number ?? 0
  const stay = tickets.onOlder > 0 ? t('impact.stayOlder') : t('impact.stay', { number })
  // A target that somebody has deleted since is as good as none.
  const target = typeof to === 'string' && binding.readFacts(to) ? to : undefined
  const chosen = to === null ? staysOnVersion : (target ?? undecided)
  return (
    <tr data-impact={kind}>
      <th scope="row">
        {kind === 'rewired' ? (
          <button type="button" className="link" onClick={() => onGoTo(nodeId)}>
            {name}
          </button>
        ) : (
          <s>{name}</s>
        )}
        <small className="muted">{t(kind === 'deleted' ? 'impact.isDeleted' : 'impact.isRewired')}</small>
      </th>
      <td className="num">
        {/* What the pointer finds at the ring, for those who come by keys. */}
        <Popover
          align="center"
          label={t('impact.list', { node: name })}
          trigger={
            <button
              type="button"
              className="link"
              aria-label={`${tickets.tickets} · ${t('impact.list', { node: name })}`}
            >
              {tickets.tickets}
            </button>
          }
        >
          <StandingList live={live} nodeId={nodeId} tickets={tickets} />
        </Popover>
      </td>
      <td>
        <Select
          aria-label={t('impact.choose', { node: name })}
          value={chosen}
          disabled={readOnly}
          onChange={({ target: { value } }) =>
            live.plan(nodeId, value === undecided ? undefined : value === staysOnVersion ? null : value)
          }
        >
          <option value={undecided}>{kind === 'deleted' ? t('impact.undecided') : t('impact.goOn')}</option>
          <option value={staysOnVersion}>{stay}</option>
          {listTargets(nodes, nodeId).map(({ id, data }) => (
            <option key={id} value={id}>
              → {nodeName(words, id, data.facts)}
            </option>
          ))}
        </Select>
      </td>
      <td className="muted">
        {target !== undefined
          ? t('impact.restarts')
          : to === null || kind === 'deleted'
            ? t('impact.unchanged')
            : t('impact.runsOn')}
      </td>
    </tr>
  )
}

const undecided = ''
/** No node has an id with a blank in it. */
const staysOnVersion = 'on its version'
