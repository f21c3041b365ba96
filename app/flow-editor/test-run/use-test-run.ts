import { useCallback, useEffect, useMemo, useState } from 'react'
import { readFlowJson } from '#contract/flow-draft.ts'
import { createDeadline } from '#domain/calendar/deadline.ts'
import type { FlowInput, FlowRefusal } from '#domain/flow/flow-input.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import type { FlowEditor } from '../flow-editor-engine.ts'
import type { Surroundings } from '../form-context.tsx'
import type { DraftGraph } from '../use-draft-graph.ts'
import { useCheck } from '../use-problems.ts'
import { firstSample, type Sample } from './sample.ts'
import {
  jumpToDeadline,
  pathOf,
  startTestRun,
  stepBack,
  stepOn,
  type TestRun,
  type Tried,
} from './test-run.ts'

type Opened = {
  readonly run: TestRun | null
  readonly sample: Sample
  readonly refusal: FlowRefusal | null
  /** What keeps the draft from being run at all. */
  readonly problems: readonly Problem[]
}

/** A run of the draft on this screen, while it is open; the canvas is lit along its way. */
export function useTestRun(
  editor: FlowEditor,
  surroundings: Surroundings,
  draft: DraftGraph | undefined,
  isOpen: boolean,
) {
  const check = useCheck(surroundings)
  const [state, setState] = useState<Opened>(() => ({
    run: null,
    sample: firstSample(Intl.DateTimeFormat().resolvedOptions().timeZone),
    refusal: null,
    problems: [],
  }))
  const { run } = state
  const { calendars } = surroundings
  const deadline = useMemo(
    () => createDeadline(new Map(calendars.map(({ id, body }) => [id, body]))),
    [calendars],
  )

  const start = useCallback(() => {
    const parsed = parseGraph(readFlowJson(editor.document.doc))
    const read = readVersion(editor.flowId, parsed.ok ? parsed : undefined, check)
    setState(({ sample }) => {
      if (!read.ok) return { run: null, sample, refusal: null, problems: read.problems }
      const tried = startTestRun(read.version, sample, { now: Date.now(), deadline })
      return tried.ok
        ? { run: tried.run, sample, refusal: null, problems: [] }
        : { run: null, sample, refusal: tried.refusal, problems: [] }
    })
  }, [editor, check, deadline])

  useEffect(() => {
    editor.showRun(isOpen && run ? pathOf(run) : undefined)
  }, [editor, isOpen, run])

  // A colleague goes on drawing: the run stays on the draft as it began, and says so.
  const began = useMemo(() => run && JSON.stringify(run.version), [run])
  const now = useMemo(() => {
    if (!isOpen || began === null) return began
    const read = readVersion(editor.flowId, draft, check)
    return read.ok ? JSON.stringify(read.version) : undefined
  }, [isOpen, began, editor, draft, check])

  const tryOn = (attempt: (on: TestRun, sample: Sample) => Tried | undefined) =>
    setState((before) => {
      const tried = before.run && attempt(before.run, before.sample)
      if (!tried) return before
      return tried.ok ? { ...before, run: tried.run, refusal: null } : { ...before, refusal: tried.refusal }
    })

  return {
    ...state,
    isStale: now !== began,
    start,
    act: (input: FlowInput) => tryOn((on, sample) => stepOn(on, input, sample)),
    jump: () => tryOn(jumpToDeadline),
    back: () => setState((before) => ({ ...before, run: before.run && stepBack(before.run), refusal: null })),
    setSample: (sample: Sample) => setState((before) => ({ ...before, sample, refusal: null })),
  }
}

export type TestRunState = ReturnType<typeof useTestRun>

type Read = { ok: true; version: FlowVersion } | { ok: false; problems: readonly Problem[] }

/** The draft as publishing would freeze it now, or why it could not. */
function readVersion(
  flowId: string,
  draft: DraftGraph | undefined,
  check: (draft: DraftGraph) => readonly Problem[],
): Read {
  if (!draft) return { ok: false, problems: [] }
  const problems = check(draft).filter(({ severity }) => severity === 'error')
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, version: compileGraph(draft.graph, { flowId, number: 0 }) }
}
