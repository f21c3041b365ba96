import type { AllPaintProperties, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'

/** Repaints layers in place. Setting a new style instead would load and place everything again, with a flash. */
export function repaintLayers(map: MapLibreMap, layers: readonly LayerSpecification[]): void {
  for (const { id, paint } of layers) {
    if (!map.getLayer(id)) continue
    for (const [property, value] of Object.entries(paint ?? {}) as PaintEntry[])
      map.setPaintProperty(id, property, value)
  }
}

type PaintEntry = [keyof AllPaintProperties, AllPaintProperties[keyof AllPaintProperties]]
