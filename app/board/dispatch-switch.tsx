import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronDown, Sparkles, UserCheck, UserRound, Zap, type LucideIcon } from '#app/ui/icons.ts'
import type { Refusal } from '#domain/rejection.ts'
import {
  dispatchModes,
  handOuts,
  hourlyLimits,
  offerTimes,
  type DispatchMode,
  type EngineSettings,
} from '#domain/scoring/engine-settings.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import type { EngineChange } from './engine-change.ts'

const modeIcons: Record<DispatchMode, LucideIcon> = {
  off: UserRound,
  suggest: Sparkles,
  semi: UserCheck,
  auto: Zap,
}

type DispatchSwitchProps = {
  boardId: string
  engine: EngineSettings
  mayChange: boolean
  /** How many tickets wait for dispatch. */
  waiting: number
  onPlan: () => void
}

/** Who gives the waiting tickets away on this board: people, or the engine as far as the policy lets it. */
export function DispatchSwitch({ boardId, engine, mayChange, waiting, onPlan }: DispatchSwitchProps) {
  const { dispatchMode: mode, handOut, offerSeconds, hourlyLimit } = engine
  const { t, i18n } = useTranslation(['board', 'plan'])
  const [sending, setSending] = useState(false)
  const label = t(`board:engine.${mode}`)
  const face = (
    <>
      <Icon of={modeIcons[mode]} size={14} />
      <span>{label}</span>
    </>
  )
  if (!mayChange)
    return (
      <span className="engine-mode" title={label}>
        {face}
      </span>
    )

  const change = async (to: EngineChange) => {
    setSending(true)
    try {
      const refusal = await post(`/boards/${boardId}/dispatch`, to)
      if (refusal) showToast({ text: rejectionSentence(i18n, refusal.rejection), tone: 'bad' })
    } catch {
      showToast({ text: t('board:engine.failed'), tone: 'bad' })
    } finally {
      setSending(false)
    }
  }
  return (
    <Menu
      label={t('board:engine.title')}
      align="end"
      trigger={
        <Button
          look="bare"
          className="engine-mode"
          busy={sending}
          title={t('board:engine.title')}
          aria-label={`${t('board:engine.title')}: ${label}`}
        >
          {face}
          <Icon of={ChevronDown} size={12} />
        </Button>
      }
      entries={[
        ...dispatchModes.map((one) => ({
          kind: 'choice' as const,
          id: one,
          label: t(`board:engine.${one}Choice`),
          chosen: one === mode,
          onSelect: () => void change({ dispatchMode: one }),
        })),
        { kind: 'line', id: 'how' },
        { kind: 'heading', id: 'how-title', label: t('board:engine.how') },
        ...handOuts.map((one) => ({
          kind: 'choice' as const,
          id: one,
          label: t(`board:engine.by.${one}`),
          chosen: one === handOut,
          onSelect: () => void change({ handOut: one }),
        })),
        {
          kind: 'submenu',
          id: 'time',
          label: t('board:engine.time', { seconds: offerSeconds }),
          entries: offerTimes.map((one) => ({
            kind: 'choice' as const,
            id: `${one}`,
            label: t('board:engine.seconds', { seconds: one }),
            chosen: one === offerSeconds,
            onSelect: () => void change({ offerSeconds: one }),
          })),
        },
        {
          kind: 'submenu',
          id: 'limit',
          label: t('board:engine.limit', { count: hourlyLimit }),
          entries: hourlyLimits.map((one) => ({
            kind: 'choice' as const,
            id: `${one}`,
            label: t('board:engine.perHour', { count: one }),
            chosen: one === hourlyLimit,
            onSelect: () => void change({ hourlyLimit: one }),
          })),
        },
        { kind: 'line', id: 'line' },
        {
          kind: 'action',
          id: 'plan',
          label: waiting === 0 ? t('plan:askNone') : t('plan:askAll', { count: waiting }),
          disabled: waiting === 0,
          onSelect: onPlan,
        },
      ]}
    />
  )
}

async function post(url: string, change: EngineChange): Promise<Refusal | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  if (response.redirected) throw new Error(`${url} led away`)
  const answer = (await response.json()) as { ok: true } | Refusal
  return answer.ok ? undefined : answer
}
