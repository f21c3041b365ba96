import { useHotkeys, type Hotkeys } from '../ui/hotkeys.ts'
import type { BoardLayout } from './board-layout.ts'
import type { ArrowKey } from './keyboard.ts'

type BoardKeyActions = {
  arrow: (key: ArrowKey, extend: boolean) => void
  open: () => void
  select: () => void
  assign: () => void
  accept: () => void
  unassign: () => void
  pin: () => void
  move: () => void
  steps: () => void
  create: () => void
  undo: () => void
  filter: () => void
  views: () => void
  engineers: () => void
  palette: () => void
  help: () => void
  escape: () => void
  layout: (layout: BoardLayout) => void
}

/** A button that is not a card does what it says when Enter or Space is pressed on it. */
const isOnButton = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('button, a, [role=slider], [role=radio]') !== null

/** The keys of the hand. Who moves in a group of its own (layouts, menus, the divider) keeps its arrows. */
export function useBoardHotkeys(actions: BoardKeyActions): void {
  const arrow = (key: ArrowKey, extend: boolean) => (event: KeyboardEvent) => {
    if (!isOnButton(event)) actions.arrow(key, extend)
  }
  const onCard = (act: () => void) => (event: KeyboardEvent) => {
    if (isOnButton(event) && event.target instanceof HTMLElement) event.target.click()
    else act()
  }
  const hotkeys: Hotkeys = {
    arrowup: arrow('up', false),
    arrowdown: arrow('down', false),
    arrowleft: arrow('left', false),
    arrowright: arrow('right', false),
    home: arrow('first', false),
    end: arrow('last', false),
    'shift+arrowup': arrow('up', true),
    'shift+arrowdown': arrow('down', true),
    'shift+arrowleft': arrow('left', true),
    'shift+arrowright': arrow('right', true),
    enter: onCard(actions.open),
    space: onCard(actions.select),
    a: actions.assign,
    y: actions.accept,
    u: actions.unassign,
    p: actions.pin,
    m: actions.move,
    s: actions.steps,
    n: actions.create,
    z: actions.undo,
    f: actions.filter,
    v: actions.views,
    e: actions.engineers,
    '/': actions.palette,
    'mod+k': actions.palette,
    '?': actions.help,
    escape: actions.escape,
    '1': () => actions.layout('split'),
    '2': () => actions.layout('board'),
    '3': () => actions.layout('map'),
  }
  useHotkeys(hotkeys)
}
