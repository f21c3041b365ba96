import { Flame, LocateFixed, Minus, Plus } from '#app/ui/icons.ts'
import { IconButton } from '#app/ui/button.tsx'
import { Segmented } from '#app/ui/segmented.tsx'

export type MapControlStrings = {
  zoomIn: string
  zoomOut: string
  fitToSelection: string
  heat: string
  /** Name of the choice between all tickets and the unhandled ones. */
  shown: string
  all: string
  onlyUnhandled: string
  legend: { idle: string; enRoute: string; onSite: string; offline: string; ring: string }
}

type MapControlsProps = {
  strings: MapControlStrings
  heat: boolean
  onHeatChange: (heat: boolean) => void
  onlyUnhandled: boolean
  onOnlyUnhandledChange: (onlyUnhandled: boolean) => void
  onZoomIn: () => void
  onZoomOut: () => void
  onFitToSelection: () => void
}

/** What floats on the map: which tickets, zoom, fit, risk, and what the rings mean. */
export function MapControls(props: MapControlsProps) {
  const { strings, heat, onHeatChange, onlyUnhandled, onOnlyUnhandledChange } = props
  return (
    <>
      <div className="map-shown">
        <Segmented
          label={strings.shown}
          value={onlyUnhandled ? 'unhandled' : 'all'}
          options={[
            { value: 'all', label: strings.all },
            { value: 'unhandled', label: strings.onlyUnhandled },
          ]}
          onChange={(shown) => onOnlyUnhandledChange(shown === 'unhandled')}
        />
      </div>
      <div className="map-buttons">
        <div className="map-button-group">
          <IconButton side="left" label={strings.zoomIn} icon={Plus} onClick={props.onZoomIn} />
          <IconButton side="left" label={strings.zoomOut} icon={Minus} onClick={props.onZoomOut} />
        </div>
        <div className="map-button-group">
          <IconButton
            side="left"
            label={strings.fitToSelection}
            icon={LocateFixed}
            onClick={props.onFitToSelection}
          />
          <IconButton
            side="left"
            label={strings.heat}
            icon={Flame}
            aria-pressed={heat}
            onClick={() => onHeatChange(!heat)}
          />
        </div>
      </div>
      <ul className="map-legend">
        <li className="map-status-idle">{strings.legend.idle}</li>
        <li className="map-status-en-route">{strings.legend.enRoute}</li>
        <li className="map-status-on-site">{strings.legend.onSite}</li>
        <li className="map-status-offline">{strings.legend.offline}</li>
        <li className="map-legend-note">{strings.legend.ring}</li>
      </ul>
    </>
  )
}
