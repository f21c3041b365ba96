import { Check, Plus, Upload, Users } from '#app/ui/icons.ts'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import type { BoardPermissions } from './board-props.ts'

type BoardEmptyProps = {
  boardId: string
  engineers: number
  permissions: BoardPermissions
  onCreate: () => void
}

/** A board without a single ticket says what is still missing, and offers it. */
export function BoardEmpty({ boardId, engineers, permissions, onCreate }: BoardEmptyProps) {
  const { t } = useTranslation('board')
  return (
    <div className="board-start">
      <h2>{t('start.title')}</h2>
      <p>{t('start.text')}</p>
      <ol>
        <StartStep number={1} done={engineers > 0} title={t('start.engineers')}>
          {engineers > 0 ? t('start.engineersDone', { count: engineers }) : t('start.engineersText')}
        </StartStep>
        <StartStep
          number={2}
          done={false}
          title={t('start.ticket')}
          actions={
            <>
              {permissions.import ? (
                <ButtonLink to={`/boards/${boardId}/import`} icon={Upload}>
                  {t('start.import')}
                </ButtonLink>
              ) : null}
              {permissions.create ? (
                <Button look="primary" icon={Plus} onClick={onCreate}>
                  {t('create')}
                </Button>
              ) : null}
            </>
          }
        >
          {t('start.ticketText')}
        </StartStep>
      </ol>
      {engineers > 0 ? null : (
        <p className="board-start-note">
          <Icon of={Users} size={14} />
          {t('start.nobodyYet')}
        </p>
      )}
    </div>
  )
}

type StartStepProps = {
  number: number
  done: boolean
  title: string
  actions?: ReactNode
  children: ReactNode
}

function StartStep({ number, done, title, actions, children }: StartStepProps) {
  return (
    <li>
      <span className={clsx('step-sign num', done && 'done')}>
        {done ? <Icon of={Check} size={14} /> : number}
      </span>
      <span className="grow">
        <b>{title}</b>
        <span>{children}</span>
      </span>
      {actions}
    </li>
  )
}
