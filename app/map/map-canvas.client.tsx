import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { useEffect, useRef, useState, type MutableRefObject, type ReactNode } from 'react'
import { createMapAdapter } from './map-adapter.client.ts'
import { MapFallback } from './map-fallback.tsx'
import type { MapAdapter, MapFailure, MapHandlers, MapOptions, MapView, Positions } from './map-view.ts'

type MapCanvasProps = {
  view: MapView
  /** Calls the listener now and on every change; positions never pass through React. */
  subscribePositions: (listener: (positions: Positions) => void) => () => void
  handlers: MapHandlers
  /** A change of `language` or `styleUrl` builds the map anew; the others are read when the map is built. */
  options: MapOptions
  /** What to say where the browser cannot draw the map. */
  failureSentences: Record<MapFailure, string>
  /** For hit tests of drags that begin elsewhere, and for the buttons on the map. */
  adapterRef: MutableRefObject<MapAdapter | null>
  /** What floats on the map: buttons, legend. */
  children?: ReactNode
}

/** The thin React side of the map adapter: create, update, destroy. */
export function MapCanvas(props: MapCanvasProps) {
  const { view, subscribePositions, options, failureSentences, adapterRef, children } = props
  const { language, styleUrl } = options
  const container = useRef<HTMLDivElement>(null)
  const [failure, setFailure] = useState<MapFailure | null>(null)

  // The adapter lives longer than one rendering, so it reaches the latest props through a reference.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    if (!container.current) return
    const { options: now, view: firstView } = latest.current
    const handlers = forwardingHandlers(() => latest.current.handlers)
    const adapter = createMapAdapter(
      container.current,
      {
        ...handlers,
        onUnavailable: (reason) => {
          setFailure(reason)
          handlers.onUnavailable(reason)
        },
      },
      { ...now, language, styleUrl, formatAge: (seconds) => latest.current.options.formatAge(seconds) },
    )
    adapterRef.current = adapter
    adapter.update(firstView)
    const unsubscribe = subscribePositions((positions) => adapter.setPositions(positions))
    return () => {
      unsubscribe()
      adapterRef.current = null
      adapter.destroy()
    }
  }, [language, styleUrl, subscribePositions, adapterRef])

  useEffect(() => {
    adapterRef.current?.update(view)
  }, [view, adapterRef])

  return (
    <div className="map">
      <div ref={container} className="map-canvas" />
      {failure ? (
        <MapFallback
          view={view}
          subscribePositions={subscribePositions}
          label={options.label}
          sentence={failureSentences[failure]}
        />
      ) : (
        children
      )}
    </div>
  )
}

function forwardingHandlers(current: () => MapHandlers): MapHandlers {
  return {
    onMapReady: () => current().onMapReady(),
    onUnavailable: (reason) => current().onUnavailable(reason),
    onTicketClick: (id, how) => current().onTicketClick(id, how),
    onEngineerClick: (id) => current().onEngineerClick(id),
    onBackgroundClick: () => current().onBackgroundClick(),
    onTicketHover: (id) => current().onTicketHover(id),
    onEngineerHover: (id, at) => current().onEngineerHover(id, at),
    onBoundsChange: (bounds) => current().onBoundsChange(bounds),
    onRegionSelect: (ids) => current().onRegionSelect(ids),
    onPickPlace: (place) => current().onPickPlace(place),
    onDragStart: (item, at) => current().onDragStart(item, at),
    onDragMove: (item, over, at) => current().onDragMove(item, over, at),
    onDrop: (item, over, at) => current().onDrop(item, over, at),
    onDragCancel: (item) => current().onDragCancel(item),
  }
}
