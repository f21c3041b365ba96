import { lazy, Suspense, useCallback, useMemo, type MutableRefObject, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardInfo } from '#contract/board-snapshot.ts'
import type { Engineer } from '#domain/engineer.ts'
import { tilesInBounds, countTilesInBounds } from '#geo/tile.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { formatAge } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { MapControls, type MapControlStrings } from '../map/map-controls.tsx'
import type { MapAdapter, MapHandlers, MapView, Positions } from '../map/map-view.ts'
import { useNow } from './board-clock.tsx'
import { boundsAround, mapPositions } from './map-view-model.ts'

// Two thirds of the page's script: the cards are on the screen before it is asked for.
const MapCanvas = lazy(async () => ({ default: (await import('../map/map-canvas.client.tsx')).MapCanvas }))

const agesEveryMs = 15_000

/** From so many tickets on they say better than the board's own centre what there is to see. */
const fewPlaces = 10

/** A wider look is answered with everything: the server sends no more tiles than this one by one. */
const mostTiles = 64

type MapPaneProps = {
  client: BoardClient
  board: BoardInfo
  engineers: ReadonlyMap<string, Engineer>
  view: MapView
  handlers: Omit<MapHandlers, 'onBoundsChange' | 'onMapReady' | 'onUnavailable'>
  adapterRef: MutableRefObject<MapAdapter | null>
  styleUrl: string | null
  onHeat: (heat: boolean) => void
  onOnlyUnhandled: (only: boolean) => void
  children?: ReactNode
}

/** The map beside the board: the board's state goes in as a view, positions go past React. */
export function MapPane(props: MapPaneProps) {
  const { client, board, engineers, view, handlers, adapterRef, styleUrl, children } = props
  const { t } = useTranslation('board')
  const locale = useLocale()
  const now = useNow()

  const subscribePositions = useCallback(
    (listener: (positions: Positions) => void) => {
      const tell = () => listener(mapPositions(engineers.values(), client.getPositions(), now()))
      tell()
      const unsubscribe = client.subscribePositions(tell)
      // A position grows old, and at last fades, also while nobody reports anything.
      const timer = setInterval(tell, agesEveryMs)
      return () => {
        clearInterval(timer)
        unsubscribe()
      }
    },
    [client, engineers, now],
  )
  const allHandlers = useMemo(
    (): MapHandlers => ({
      ...handlers,
      onMapReady: () => undefined,
      onUnavailable: () => client.setView(null),
      onBoundsChange: (bounds) =>
        client.setView(countTilesInBounds(bounds) > mostTiles ? null : tilesInBounds(bounds)),
    }),
    [handlers, client],
  )
  const { centre, zoom } = board
  const hasFewPlaces = view.tickets.length < fewPlaces
  const options = useMemo(
    () => ({
      language: locale,
      formatAge: (seconds: number) => formatAge(locale, -seconds * 1000, 0),
      label: t('map.label', { board: board.name }),
      styleUrl,
      // Around a handful of tickets the map would open on a street corner: it then opens as the board was set up.
      initialBounds: hasFewPlaces ? boundsAround(centre, zoom) : null,
    }),
    [locale, t, board.name, styleUrl, hasFewPlaces, centre, zoom],
  )
  const failureSentences = { 'webgl-missing': t('map.webglMissing'), 'webgl-lost': t('map.webglLost') }

  return (
    <div className="map-pane" data-drop-map>
      <Suspense fallback={null}>
        <MapCanvas
          view={view}
          subscribePositions={subscribePositions}
          handlers={allHandlers}
          options={options}
          failureSentences={failureSentences}
          adapterRef={adapterRef}
        >
          <MapControls
            strings={useControlStrings(view)}
            heat={view.heat}
            onHeatChange={props.onHeat}
            onlyUnhandled={view.onlyUnhandled}
            onOnlyUnhandledChange={props.onOnlyUnhandled}
            onZoomIn={() => adapterRef.current?.zoomIn()}
            onZoomOut={() => adapterRef.current?.zoomOut()}
            onFitToSelection={() => adapterRef.current?.fitToSelection()}
          />
          {children}
        </MapCanvas>
      </Suspense>
    </div>
  )
}

function useControlStrings(view: MapView): MapControlStrings {
  const { t } = useTranslation('board')
  const unhandled = view.tickets.filter(({ assigneeId }) => assigneeId === null).length
  return {
    zoomIn: t('map.zoomIn'),
    zoomOut: t('map.zoomOut'),
    fitToSelection: t('map.fit'),
    heat: t('map.heat'),
    shown: t('map.shown'),
    all: t('map.all'),
    onlyUnhandled: t('map.unhandled', { count: unhandled }),
    legend: {
      idle: t('engineers.idle'),
      enRoute: t('engineers.en-route'),
      onSite: t('engineers.on-site'),
      offline: t('engineers.offline'),
      ring: t('map.ring'),
    },
  }
}
