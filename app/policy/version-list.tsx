import { useTranslation } from 'react-i18next'
import type { BoardInForce, DispatchChange, VersionSummary } from './policy-facts.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Ellipsis } from '../ui/icons.ts'
import { Menu } from '../ui/menu.tsx'

type VersionListProps = {
  policyId: string
  versions: readonly VersionSummary[]
  boards: readonly BoardInForce[]
  activations: readonly DispatchChange[]
  hasDraft: boolean
  timeZone: string
  onRestore: (number: number) => void
  onActivate: (number: number, board: BoardInForce) => void
}

/** The draft and every version there has been, with what can be done with it; and who put which in force. */
export function VersionList(props: VersionListProps) {
  const { policyId, versions, boards, activations, hasDraft, timeZone, onRestore, onActivate } = props
  const { t } = useTranslation('policy')
  const locale = useLocale()
  const by = (author: { name: string } | null, at: number) =>
    t('versions.by', {
      name: author?.name ?? t('list.product'),
      date: formatTime(locale, at, timeZone, 'date'),
    })
  return (
    <>
      <section id="versions">
        <header className="policy-head">
          <h2>{t('versions.title')}</h2>
        </header>
        <ul className="versions">
          {hasDraft ? (
            <li>
              <b>{t('versions.draft')}</b>
              <span className="grow" />
              <Badge tone="accent">{t('versions.editing')}</Badge>
            </li>
          ) : null}
          {versions.map(({ number, note, createdBy, createdAt, decisions }) => {
            const running = boards.filter(
              ({ inForce }) => inForce.policyId === policyId && inForce.number === number,
            )
            return (
              <li key={number} title={note}>
                <b className="num">v{number}</b>
                <span className="grow version-by">
                  {by(createdBy, createdAt)}
                  {note === '' ? null : <small>{note}</small>}
                </span>
                {running.length > 0 ? (
                  <Badge tone="good">{t('versions.inForce')}</Badge>
                ) : (
                  <span className="muted num">{t('versions.decisions', { count: decisions })}</span>
                )}
                <Menu
                  label={t('versions.menu', { number })}
                  align="end"
                  trigger={<IconButton label={t('versions.menu', { number })} icon={Ellipsis} />}
                  entries={[
                    {
                      kind: 'action',
                      id: 'restore',
                      label: t('versions.restore'),
                      onSelect: () => onRestore(number),
                    },
                    { kind: 'line', id: 'line' },
                    ...boards.map((board) =>
                      running.includes(board)
                        ? ({
                            kind: 'action',
                            id: board.id,
                            label: t('versions.running', { board: board.name }),
                            disabled: true,
                            onSelect: () => undefined,
                          } as const)
                        : ({
                            kind: 'action',
                            id: board.id,
                            label: t('versions.activateOn', { board: board.name }),
                            onSelect: () => onActivate(number, board),
                          } as const),
                    ),
                  ]}
                />
              </li>
            )
          })}
        </ul>
      </section>
      <section>
        <header className="policy-head">
          <h2>{t('audit.title')}</h2>
        </header>
        {activations.length === 0 ? <p className="policy-hint">{t('audit.none')}</p> : null}
        <ul className="versions audit">
          {activations.map(({ id, board, number, changedBy, changedAt }) => (
            <li key={id}>
              <span className="grow">
                {t('audit.line', { name: changedBy.name, board, version: `v${number}` })}
              </span>
              <span className="muted num">{formatTime(locale, changedAt, timeZone, 'date-time')}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
