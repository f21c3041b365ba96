import { useFetcher } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ChevronDown } from '#app/ui/icons.ts'
import type { Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'

export type FlowOption = { id: string; name: string; number: number }

type FlowChoiceProps = {
  board: { id: string; name: string; flow: { id: string; name: string } | null }
  flows: readonly FlowOption[]
  mayChange: boolean
}

/** What new tickets of a board run on. */
export function FlowChoice({ board, flows, mayChange }: FlowChoiceProps) {
  const { t, i18n } = useTranslation('boards')
  const fetcher = useFetcher<{ error?: Rejection }>()
  const label = board.flow?.name ?? t('standardFlow')
  if (!mayChange) return <span className="board-flow-fixed">{label}</span>
  const choose = (flowId: string) =>
    fetcher.submit({ intent: 'flow', boardId: board.id, flowId }, { method: 'post' })
  const error = fetcher.data?.error
  return (
    <>
      <Menu
        label={t('chooseFlow', { board: board.name })}
        align="start"
        trigger={
          <Button
            look="bare"
            className="board-flow"
            title={label}
            busy={fetcher.state !== 'idle'}
            aria-label={t('chosenFlow', { board: board.name, flow: label })}
          >
            <span>{label}</span>
            <Icon of={ChevronDown} size={12} />
          </Button>
        }
        entries={[
          {
            kind: 'choice',
            id: 'standard',
            label: t('standardFlow'),
            chosen: board.flow === null,
            onSelect: () => choose(''),
          },
          ...flows.map(({ id, name, number }) => ({
            kind: 'choice' as const,
            id,
            label: t('flowVersion', { name, number }),
            chosen: id === board.flow?.id,
            onSelect: () => choose(id),
          })),
        ]}
      />
      {error ? (
        <span className="board-flow-error" role="alert">
          {rejectionSentence(i18n, error)}
        </span>
      ) : null}
    </>
  )
}
