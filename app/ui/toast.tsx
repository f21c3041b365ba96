import { Check, CircleAlert, Info, X, type LucideIcon } from '#app/ui/icons.ts'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { createToastStore, type ShownToast, type Toast } from './toast-store.ts'

// One page, one stack of toasts. On the server it stays empty: nothing is shown before the page has come alive.
const store = createToastStore()
const none: readonly ShownToast[] = []

/** Tells what has happened, for 8 seconds unless told otherwise, with a way to take it back. */
export const showToast = (toast: Toast): void => void store.show(toast)

const icons: Record<Toast['tone'], LucideIcon> = { done: Check, info: Info, bad: CircleAlert }

export function ToastHost() {
  const { t } = useTranslation('controls')
  const toasts = useSyncExternalStore(store.subscribe, store.current, () => none)
  return (
    <section className="toasts" aria-label={t('notifications')} aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onGone={() => store.dismiss(toast.id)} />
      ))}
    </section>
  )
}

function ToastCard({ toast, onGone }: { toast: ShownToast; onGone: () => void }) {
  const { t } = useTranslation('controls')
  const { action } = toast
  return (
    <div className="toast">
      <Icon of={icons[toast.tone]} size={14} />
      <span>{toast.text}</span>
      {action ? (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            action.onAction()
            onGone()
          }}
        >
          {action.label}
          {action.hotkey === undefined ? null : <Kbd>{action.hotkey}</Kbd>}
        </button>
      ) : null}
      <button type="button" className="toast-close" aria-label={t('dismiss')} onClick={onGone}>
        <Icon of={X} size={14} />
      </button>
      {/* The line is the clock: it stands still under the pointer or the focus, and so does the time left. */}
      <i
        className="toast-left"
        style={{ animationDuration: `${toast.durationMs}ms` }}
        onAnimationEnd={onGone}
      />
    </div>
  )
}
