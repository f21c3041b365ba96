import { useSearchParams } from '@remix-run/react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { showToast } from '../../ui/toast.tsx'
import type { FlowEditor } from '../flow-editor-engine.ts'
import { useDocumentState } from '../use-open-document.ts'
import { useVersionGraph, useVersions } from './use-versions.ts'
import { readPlace, usualAgainst, writePlace, type VersionPlace } from './version-place.ts'

/** What was published of the flow, how far the draft has come since, and which version is looked at. */
export function usePublished({ editor, draft }: { editor: FlowEditor; draft: FlowGraph | undefined }) {
  const { flowId, document: flow } = editor
  const { version: newest, me } = useDocumentState(flow)
  const { shown: versions, retry: retryVersions } = useVersions(flowId, newest)
  const { shown: newestGraph } = useVersionGraph(flowId, newest === 0 ? undefined : newest)
  const [search, setSearch] = useSearchParams()
  const place = useMemo(() => readPlace(search, newest ?? 0), [search, newest])
  const goTo = (next: VersionPlace | null) =>
    setSearch(next === null ? new URLSearchParams() : writePlace(next), { preventScrollReset: true })
  useToldOfVersions(versions.state === 'ready' ? (versions.value[0] ?? null) : undefined, me?.id)

  const changes = useMemo(
    () =>
      draft && newestGraph.state === 'ready' ? graphDifference(newestGraph.value, draft).length : undefined,
    [draft, newestGraph],
  )
  const since =
    newest === 0
      ? { newest, changes: 0 }
      : newest !== undefined && changes !== undefined
        ? { newest, changes }
        : undefined
  const lookAtNewest = () => {
    const shown = newest === undefined || newest === 0 ? 'draft' : newest
    goTo({ shown, against: usualAgainst(shown, newest ?? 0) })
  }
  return { newest, versions, retryVersions, since, place, goTo, lookAtNewest }
}

type Told = { number: number; createdBy: { id: string; name: string } }

/** A colleague's version is told once it is there; what was there before, and one's own, is no news. */
function useToldOfVersions(newest: Told | null | undefined, me: string | undefined) {
  const { t } = useTranslation('flowVersions')
  const known = useRef<number>()
  useEffect(() => {
    if (newest === undefined) return
    const before = known.current
    known.current = newest?.number ?? 0
    if (before === undefined || !newest || newest.number <= before || newest.createdBy.id === me) return
    const { number, createdBy } = newest
    showToast({ text: t('top.published', { name: createdBy.name, number }), tone: 'info' })
  }, [newest, me, t])
}
