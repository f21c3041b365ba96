import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import type { SavedView } from './saved-view.ts'
import type { ViewChange, ViewsAnswer } from './view-change.ts'

export type SavedViews = ReturnType<typeof useSavedViews>

/** The person's own views of the board: the page brings them, each change answers with all of them. */
export function useSavedViews(boardId: string, first: readonly SavedView[]) {
  const { t, i18n } = useTranslation('board')
  const [views, setViews] = useState(first)
  const [problem, setProblem] = useState<string | null>(null)

  const change = async (given: ViewChange): Promise<boolean> => {
    setProblem(null)
    try {
      const answer = await post(`/boards/${boardId}/views`, given)
      if (answer.ok) setViews(answer.views)
      else setProblem(rejectionSentence(i18n, answer.rejection))
      return answer.ok
    } catch {
      // Without a connection, or led away to the sign-in page: nothing has been changed.
      setProblem(t('views.failed'))
      return false
    }
  }
  return {
    views,
    problem,
    forgetProblem: () => setProblem(null),
    save: (view: Omit<SavedView, 'id'>) => change({ change: 'save', ...view }),
    rename: (id: string, name: string) => change({ change: 'rename', id, name }),
    remove: (id: string) => change({ change: 'delete', id }),
  }
}

async function post(url: string, given: ViewChange): Promise<ViewsAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  })
  if (response.redirected || (!response.ok && response.status !== 400))
    throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as ViewsAnswer
}
