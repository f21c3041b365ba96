/**
 * Radix gives the focus back a moment after something has closed. Whoever was quicker (the next key has opened a form, a
 * menu's entry a dialog) keeps it: it is given back only while it lies nowhere.
 */
export const isFocusFree = (): boolean =>
  document.activeElement === null || document.activeElement === document.body

/** For what has a trigger of its own, to which Radix goes back by itself. */
export function keepTakenFocus(event: Event): void {
  if (!isFocusFree()) event.preventDefault()
}
