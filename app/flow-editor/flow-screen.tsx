import { Link } from '@remix-run/react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import { useRail } from '../session/use-rail.ts'
import { AppFrame } from '../ui/frame.tsx'
import './editor.css'
import './people.css'
import './palette.css'
import './canvas.css'
import './canvas-nodes.css'
import './canvas-edges.css'
import './canvas-tools.css'
import './problems.css'
import './inspector.css'
import './form-fields.css'
import './comments.css'
import './phone.css'
import './test-run/test-run.css'
import './live/live.css'
import type { Surroundings } from './form-context.tsx'

export type FlowScreenProps = {
  flowId: string
  /** As it was when the page was asked for; the document knows it better. */
  name: string
  me: { name: string; role: Role }
  /** Who and what a flow can name. */
  surroundings: Surroundings
}

// The canvas and the shared document live in the browser alone.
const FlowWork = lazy(async () => ({ default: (await import('./flow-work.client.tsx')).FlowWork }))

/** A flow on its canvas, drawn by several people at once. */
export function FlowScreen(props: FlowScreenProps) {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const skeleton = <FlowSkeleton {...props} />
  return alive ? (
    <Suspense fallback={skeleton}>
      <FlowWork {...props} skeleton={skeleton} />
    </Suspense>
  ) : (
    skeleton
  )
}

/** Of the size of what takes its place. */
function FlowSkeleton({ name, me }: FlowScreenProps) {
  const { t } = useTranslation('flow')
  const rail = useRail(me.role, 'flows')
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <nav className="fcrumbs" aria-label={t('title')}>
          <Link to="/flows">{t('title')}</Link>
          <span aria-hidden="true">/</span>
          <h1>{name}</h1>
        </nav>
      }
    >
      <div className="feditor">
        <aside className="fpalette" />
        <div className="fstage-area">
          <p className="fcanvas floading" role="status">
            {t('canvas.loading')}
          </p>
        </div>
        <aside className="finspector" />
      </div>
    </AppFrame>
  )
}
