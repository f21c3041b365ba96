import { useEffect, useState } from 'react'
import { visibleTickets } from './features.ts'
import type { MapView, Positions } from './map-view.ts'
import { projectIntoBox } from './project-into-box.ts'

type MapFallbackProps = {
  view: MapView
  subscribePositions: (listener: (positions: Positions) => void) => () => void
  label: string
  sentence: string
}

/** A sketch for browsers without WebGL: where things are to each other. All work is done from board and lists. */
export function MapFallback({ view, subscribePositions, label, sentence }: MapFallbackProps) {
  const [positions, setPositions] = useState<Positions>(new Map())
  useEffect(() => subscribePositions(setPositions), [subscribePositions])

  const tickets = visibleTickets(view)
  const engineers = view.engineers.flatMap((engineer) => {
    const position = positions.get(engineer.id)
    return position ? [{ ...engineer, lng: position.lng, lat: position.lat }] : []
  })
  const project = projectIntoBox([...tickets, ...engineers], 100, 4)

  return (
    <div className="map-fallback">
      <p role="status">{sentence}</p>
      <svg viewBox="0 0 100 100" role="img" aria-label={label}>
        {tickets.map((ticket) => {
          const { x, y } = project(ticket)
          return (
            <circle key={ticket.id} className="map-fallback-ticket" cx={x} cy={y} r="0.9">
              <title>{ticket.ref}</title>
            </circle>
          )
        })}
        {engineers.map((engineer) => {
          const { x, y } = project(engineer)
          return (
            <g key={engineer.id} className="map-fallback-engineer">
              <circle cx={x} cy={y} r="2.4" />
              <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
                {engineer.initials}
              </text>
              <title>{engineer.name}</title>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
