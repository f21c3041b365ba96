import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { Hourglass, OctagonAlert, Plus, Upload } from '#app/ui/icons.ts'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { Rejection } from '#domain/rejection.ts'
import { formatTime } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { useRail } from '../../session/use-rail.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { AppFrame } from '../../ui/frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import '../../ui/list-page.css'
import './boards.css'
import { FlowChoice, type FlowOption } from './flow-choice.tsx'
import { NewBoardDialog } from './new-board-dialog.tsx'

export type BoardCard = {
  id: string
  name: string
  closed: boolean
  timeZone: string
  flow: { id: string; name: string } | null
  open: number
  breached: number
  atRisk: number
  engineers: number
  onShift: number
}

export type BoardsScreenProps = {
  boards: readonly BoardCard[]
  me: { name: string; role: Role }
  mayCreate: boolean
  mayImport: boolean
  mayChooseFlow: boolean
  /** Published flows, to choose from. */
  flows: readonly FlowOption[]
  /** The server's clock when the page was made. */
  now: number
  /** Why the board that was just asked for was not made; a new object for every attempt. */
  error?: Rejection | undefined
}

/** Every board that the person may open, with what is going on there. */
export function BoardsScreen(props: BoardsScreenProps) {
  const { boards, me, mayCreate, flows, error } = props
  const { t } = useTranslation('boards')
  const rail = useRail(me.role, 'boards')
  const [creating, setCreating] = useState(error !== undefined)
  const create = mayCreate ? (
    <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  ) : null
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <h1 className="boards-title">{t('title')}</h1>
          {boards.length === 0 ? null : (
            <span className="muted num">{t('subtitle', { count: boards.length })}</span>
          )}
          <span className="grow" />
          {boards.length === 0 ? null : create}
        </>
      }
    >
      {boards.length === 0 ? <FirstBoard create={create} /> : <BoardTable {...props} />}
      {mayCreate ? (
        <NewBoardDialog open={creating} onClose={() => setCreating(false)} flows={flows} error={error} />
      ) : null}
    </AppFrame>
  )
}

type BoardTableProps = Pick<BoardsScreenProps, 'boards' | 'now' | 'mayImport' | 'mayChooseFlow' | 'flows'>

function BoardTable({ boards, now, mayImport, mayChooseFlow, flows }: BoardTableProps) {
  const { t } = useTranslation('boards')
  const locale = useLocale()
  return (
    <div className="boards">
      <table>
        <thead>
          <tr>
            <th>{t('name')}</th>
            <th className="wide">{t('flow')}</th>
            <th className="figure">{t('open')}</th>
            <th className="figure">{t('breached')}</th>
            <th className="figure">{t('atRisk')}</th>
            <th className="figure">{t('onShift')}</th>
            <th className="figure wide">{t('localTime')}</th>
            {mayImport ? <th aria-label={t('import')} /> : null}
          </tr>
        </thead>
        <tbody>
          {boards.map((board) => (
            <tr key={board.id}>
              <th scope="row">
                {/* The link's own area is stretched over the whole row. */}
                <Link className="row-link" to={`/boards/${board.id}`}>
                  {board.name}
                </Link>
                {board.closed ? <Badge>{t('closed')}</Badge> : null}
              </th>
              <td className="wide row-action">
                <FlowChoice board={board} flows={flows} mayChange={mayChooseFlow && !board.closed} />
              </td>
              <td className="figure num">{board.open}</td>
              <td className={clsx('figure num', board.breached > 0 && 'breached')}>
                {board.breached > 0 ? <Icon of={OctagonAlert} size={14} /> : null}
                {board.breached}
              </td>
              <td className={clsx('figure num', board.atRisk > 0 && 'at-risk')}>
                {board.atRisk > 0 ? <Icon of={Hourglass} size={14} /> : null}
                {board.atRisk}
              </td>
              <td className="figure num">
                {t('onShiftOf', { onShift: board.onShift, all: board.engineers })}
              </td>
              <td className="figure num wide" title={board.timeZone}>
                {formatTime(locale, now, board.timeZone)}
              </td>
              {mayImport ? (
                <td className="row-action">
                  {board.closed ? null : (
                    <ButtonLink look="bare" icon={Upload} to={`/boards/${board.id}/import`}>
                      {t('import')}
                    </ButtonLink>
                  )}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FirstBoard({ create }: { create: ReactElement | null }) {
  const { t } = useTranslation('boards')
  return (
    <section className="first-board">
      <h2>{t('start.title')}</h2>
      <p>{create ? t('start.text') : t('start.notMember')}</p>
      <ol>
        <li className="now">
          <span className="n num">1</span>
          <span className="grow">
            <b>{t('start.board')}</b>
            <small>{t('start.boardText')}</small>
          </span>
          {create}
        </li>
        <li>
          <span className="n num">2</span>
          <span className="grow">
            <b>{t('start.engineers')}</b>
            <small>{t('start.engineersText')}</small>
          </span>
        </li>
        <li>
          <span className="n num">3</span>
          <span className="grow">
            <b>{t('start.ticket')}</b>
            <small>{t('start.ticketText')}</small>
          </span>
        </li>
      </ol>
    </section>
  )
}
