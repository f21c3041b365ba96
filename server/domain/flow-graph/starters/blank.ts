import { both, draw, named, type Starter } from './draw.ts'

const name = both('空白流程', 'Blank')

/** A start, and nothing else: for whoever draws from nothing. It is no sound flow yet, so it stands beside the starters. */
export const blank: Starter = {
  key: 'blank',
  name,
  about: both('只有一个「开始」，其余自己画', 'Only a start; the rest is yours to draw'),
  graph: draw(name, { start: ['start', 0, 0, named('新工单', 'New ticket')] }, []),
}
