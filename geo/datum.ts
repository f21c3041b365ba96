import gcoord from 'gcoord'
import type { LngLat } from './coordinate.ts'

/**
 * What the numbers of a coordinate refer to. Chinese maps and phones answer GCJ-02 (AMap, Tencent, the system
 * location of phones) or BD-09 (Baidu), 300 to 1,200 m away from WGS-84, and nothing in the numbers tells which:
 * the sender has to say it.
 */
export type Datum = 'wgs84' | 'gcj02' | 'bd09'

const CRS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/** Converts at the edge; inside everything is WGS-84. Outside China the three are the same place. */
export function toWgs84(point: LngLat, datum: Datum): LngLat {
  if (datum === 'wgs84') return point
  const [lng, lat] = gcoord.transform([point.lng, point.lat], CRS[datum], CRS.wgs84)
  return { lng, lat }
}

/** What a service that speaks another datum is to be asked for. */
export function fromWgs84(point: LngLat, datum: Datum): LngLat {
  if (datum === 'wgs84') return point
  const [lng, lat] = gcoord.transform([point.lng, point.lat], CRS.wgs84, CRS[datum])
  return { lng, lat }
}
