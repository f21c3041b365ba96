export type Toast = {
  text: string
  tone: 'done' | 'info' | 'bad'
  /** What can be done about it. `hotkey` is shown as a hint; the screen that owns the key acts on it. */
  action?: { label: string; hotkey?: string; onAction: () => void }
  durationMs?: number
}

export type ShownToast = Toast & { id: number; durationMs: number }

/** More would hide the work; the oldest goes first. */
const mostAtOnce = 3
const usualDurationMs = 8000

type ToastStore = {
  current: () => readonly ShownToast[]
  subscribe: (listener: () => void) => () => void
  show: (toast: Toast) => number
  dismiss: (id: number) => void
}

export function createToastStore(): ToastStore {
  let toasts: readonly ShownToast[] = []
  let lastId = 0
  const listeners = new Set<() => void>()

  const replace = (next: readonly ShownToast[]) => {
    toasts = next
    for (const listener of listeners) listener()
  }

  return {
    current: () => toasts,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(toast: Toast) {
      lastId += 1
      replace([...toasts, { durationMs: usualDurationMs, ...toast, id: lastId }].slice(-mostAtOnce))
      return lastId
    },
    dismiss(id: number) {
      if (toasts.some((toast) => toast.id === id)) replace(toasts.filter((toast) => toast.id !== id))
    },
  }
}
