import clsx from 'clsx'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftChange, FlowReview } from '#contract/flow-publishing.ts'
import type { FlowPeer } from '#realtime/client/flow-document.ts'
import { graphChangeSentence, nodeNameIn } from '../../i18n/graph-change-sentence.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ChevronRight, Link } from '../../ui/icons.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { peerHue } from '../peer-hue.ts'
import { PeerAvatar } from '../peer-avatar.tsx'
import { whenText } from '../when-text.ts'
import { changeRowWords } from './change-row-words.ts'
import { groupByAuthor, groupByNode, type ChangeGroup, type ChangeRow } from './change-rows.ts'
import type { Choice } from './choice.ts'

type ChangeListProps = {
  review: FlowReview
  choice: Choice
  me: string | undefined
  peers: readonly FlowPeer[]
  /** Who is typing in what a change is about. */
  typistOf: (change: DraftChange) => FlowPeer | undefined
  onChoose: (ids: readonly string[]) => number
  onLeaveOut: (ids: readonly string[]) => number
  onGoTo: (nodeId: string) => void
}

/** The changes of the draft by author or by node. What hangs together is ticked together, and said. */
export function ChangeList(props: ChangeListProps) {
  const { review, choice, onChoose, onLeaveOut } = props
  const { t } = useTranslation('flowVersions')
  const [order, setOrder] = useState<'author' | 'node'>('author')
  const [said, setSaid] = useState('')
  const { changes, version } = review
  const groups = useMemo(
    () => (order === 'author' ? groupByAuthor(changes) : groupByNode(changes)),
    [order, changes],
  )
  const press = (ids: readonly string[], ticks: boolean) => {
    const count = ticks ? onChoose(ids) : onLeaveOut(ids)
    setSaid(count > ids.length ? t(ticks ? 'publish.pulled' : 'publish.dropped', { count }) : '')
  }
  return (
    <div className="pchanges">
      <header>
        <h3>{t('publish.changes')}</h3>
        <Segmented
          label={t('publish.group')}
          value={order}
          options={[
            { value: 'author', label: t('publish.byAuthor') },
            { value: 'node', label: t('publish.byNode') },
          ]}
          onChange={setOrder}
        />
        <span className="grow" />
        <span className="muted num">
          {version === null
            ? t('publish.all', { count: changes.length })
            : t('publish.chosen', { chosen: choice.size, all: changes.length })}
        </span>
      </header>
      <p className="psaid" role="status">
        {said}
      </p>
      <div className="pgroups">
        {groups.map((group) => (
          <Group key={group.key} {...props} group={group} order={order} onPress={press} />
        ))}
      </div>
    </div>
  )
}

type GroupProps = ChangeListProps & {
  group: ChangeGroup
  order: 'author' | 'node'
  onPress: (ids: readonly string[], ticks: boolean) => void
}

function Group(props: GroupProps) {
  const { review, choice, group, order, me, peers, onPress } = props
  const { t, i18n } = useTranslation('flowVersions')
  const locale = useLocale()
  const { authors, changedAt, rows } = group
  const ids = rows.flatMap(({ changes }) => changes.map(({ change }) => change.id))
  const graphs = { before: review.published, after: review.draft }
  const names = authors.map(({ name }) => name).join(locale === 'en' ? ', ' : '、')
  const title =
    order === 'author' ? names : group.key === '' ? t('publish.flow') : nodeNameIn(i18n, graphs, group.key)
  const isEditing =
    order === 'author' &&
    peers.some(({ user, form }) => form !== undefined && authors.some(({ id }) => id === user.id))
  const facts = [
    t('publish.count', { count: ids.length }),
    ...(order === 'node' ? [names] : []),
    isEditing
      ? t('publish.editingNow')
      : changedAt === null
        ? t('publish.start')
        : whenText(locale, changedAt, Date.now()),
  ]
  return (
    <section aria-label={title}>
      <div className="pgroup">
        {review.version === null ? null : (
          <Tick
            label={title}
            ticked={ids.filter((id) => choice.has(id)).length}
            all={ids.length}
            onPress={(ticks) => onPress(ids, ticks)}
          />
        )}
        {order === 'author'
          ? authors.map((author) => <Author key={author.id} author={author} me={me} peers={peers} />)
          : null}
        <b>{title}</b>
        <span className="muted num">{facts.join(' · ')}</span>
      </div>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} {...props} row={row} />
        ))}
      </ul>
    </section>
  )
}

type AuthorProps = {
  author: { id: string; name: string }
  me: string | undefined
  peers: readonly FlowPeer[]
}

function Author({ author: { id, name }, me, peers }: AuthorProps) {
  const peer = peers.find(({ user }) => user.id === id)
  if (!peer || id === me) return <Avatar name={name} me={id === me} />
  return <PeerAvatar peer={{ name, colour: peerHue(peer.user.colour) }} />
}

function Row({ review, choice, row, typistOf, onPress, onGoTo }: GroupProps & { row: ChangeRow }) {
  const { t, i18n } = useTranslation('flowVersions')
  const { changes, kind, nodeId } = row
  const graphs = { before: review.published, after: review.draft }
  const ids = changes.map(({ change }) => change.id)
  const ticked = ids.filter((id) => choice.has(id)).length
  const words = changeRowWords(i18n, row, graphs)
  const own = new Set(ids)
  const needs = [...new Set(changes.flatMap((one) => one.needs))].filter((id) => !own.has(id))
  const needed = review.changes.find(({ change }) => change.id === needs[0])?.change
  const typist = changes.map(typistOf).find((peer) => peer !== undefined)
  const isFirst = review.version === null
  return (
    <li className={clsx(!isFirst && ticked === 0 && 'off')}>
      {isFirst ? null : (
        <Tick label={words} ticked={ticked} all={ids.length} onPress={(ticks) => onPress(ids, ticks)} />
      )}
      <span className={clsx('vkind', kind)}>{t(`row.${kind}`)}</span>
      <span className="pwords">
        <span>{words}</span>
        {isFirst ? null : ticked === 0 ? (
          <small className="muted">
            {typist ? t('publish.typing', { name: typist.user.name }) : t('publish.stays')}
          </small>
        ) : needed ? (
          <small className="muted pneeds">
            <Icon of={Link} size={12} />
            {t(needs.length > 1 ? 'publish.needsMore' : 'publish.needs', {
              change: graphChangeSentence(i18n, needed, graphs),
              count: needs.length,
            })}
          </small>
        ) : null}
      </span>
      {nodeId === undefined ? null : (
        <IconButton
          label={t('publish.goTo', { change: words })}
          icon={ChevronRight}
          side="left"
          onClick={() => onGoTo(nodeId)}
        />
      )}
    </li>
  )
}

type TickProps = { label: string; ticked: number; all: number; onPress: (ticks: boolean) => void }

/** Half ticked, a press ticks the rest. */
function Tick({ label, ticked, all, onPress }: TickProps) {
  const box = useRef<HTMLInputElement>(null)
  const isHalf = ticked > 0 && ticked < all
  useEffect(() => {
    if (box.current) box.current.indeterminate = isHalf
  }, [isHalf])
  return (
    <span className="check">
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={ticked === all}
        onChange={() => onPress(ticked < all)}
      />
    </span>
  )
}
