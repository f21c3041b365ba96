import type * as MapLibre from 'maplibre-gl'
import libraryUrl from 'maplibre-gl/dist/maplibre-gl.mjs?url'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

// The files of MapLibre as its makers built them: bundling and minifying 1.6 MB anew is a third of the build and gains nothing.
const library = (await import(/* @vite-ignore */ libraryUrl)) as typeof MapLibre
library.setWorkerUrl(workerUrl)

export const { GPUInitializationError, GeoJSONSource, LngLatBounds, Map: MapLibreMap, ScaleControl } = library
export type MapLibreMap = MapLibre.Map
export type GeoJSONSource = MapLibre.GeoJSONSource
