import { useEffect, useRef } from 'react'
import { usePreferences } from '../preferences/preferences-context.tsx'

/**
 * By combination: `a`, `?`, `arrowdown`, `shift+arrowdown`, `mod+k` (Ctrl, or ⌘ on a Mac), `mod+shift+z`. Letters by
 * themselves do not ask for Shift; signs such as `?` are named as they are typed, whatever keys the layout needs for them.
 */
export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/**
 * Keys for a whole screen: off while somebody types, while a dialog or a menu has the keys, and, for single keys, when
 * the person has switched them off (WCAG 2.1.4). `mod` combinations stay on: nobody says them by accident to a
 * dictation program.
 */
export function useHotkeys(hotkeys: Hotkeys): void {
  const { hotkeys: singleKeysOn } = usePreferences()
  const latest = useRef(hotkeys)
  useEffect(() => {
    latest.current = hotkeys
  }, [hotkeys])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const combination = combinationOf(event)
      if (!singleKeysOn && !combination.startsWith('mod+')) return
      if (event.defaultPrevented || event.isComposing || keysBelongElsewhere(event)) return
      const act = latest.current[combination]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [singleKeysOn])
}

function combinationOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const mod = event.ctrlKey || event.metaKey
  // Shift is part of how a sign is typed, but not of how a named key (Enter, ArrowUp) or a letter with Ctrl is.
  const shift = event.shiftKey && (key.length > 1 || (mod && isLetter(key)))
  return [mod && 'mod', event.altKey && 'alt', shift && 'shift', key].filter(Boolean).join('+')
}

const isLetter = (key: string) => /^\p{L}$/u.test(key)

const typing =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]'
const ownKeys = '[role=dialog], [role=alertdialog], [role=menu]'

function keysBelongElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  // The arrows choose among radios.
  if (key.startsWith('Arrow') && target.closest('[type=radio]')) return true
  return target.closest(`${typing}, ${ownKeys}`) !== null
}
