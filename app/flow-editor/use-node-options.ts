import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { GraphBinding } from './graph-binding.ts'
import { nodeName } from './node-text.ts'
import { useFlowWords } from './use-flow-words.ts'

export type NodeOption = { readonly id: string; readonly name: string }

/** The nodes of the flow that one can name, by their names; the same list until one comes, goes or is called otherwise. */
export function useNodeOptions(
  binding: GraphBinding,
  mayBe: (type: string) => boolean,
): readonly NodeOption[] {
  const words = useFlowWords()
  const read = useCallback(
    () =>
      JSON.stringify(
        binding
          .getView()
          .nodes.filter(({ data }) => mayBe(data.facts.type))
          .map(({ id, data }) => [id, nodeName(words, id, data.facts)]),
      ),
    [binding, mayBe, words],
  )
  const text = useSyncExternalStore(binding.subscribe, read)
  return useMemo(
    () =>
      (JSON.parse(text) as [string, string][])
        .map(([id, name]) => ({ id, name }))
        .sort((one, other) => one.name.localeCompare(other.name, words.locale)),
    [text, words.locale],
  )
}
