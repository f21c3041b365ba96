/**
 * Writes the geography that the offline map draws and the demo city is made from, from the map data of echarts 4.9.0
 * (Apache-2.0). The files are committed, so that nobody needs that package to build or to run:
 *
 *   public/geo/shanghai-districts.json   outlines of the demo city
 *   public/geo/district-labels.json      one point per district
 *   public/geo/china.json                provinces, for the map zoomed out
 *   public/geo/province-labels.json      one point per province
 *
 *   node server/refresh-basemap.mjs
 *
 * The source is GCJ-02, although nothing in it says so: as WGS-84 the border in the Huangpu river would run through
 * the Oriental Pearl Tower, 450 m east of the river. Everything is converted to WGS-84 here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { area, pointOnFeature, polygon } from '@turf/turf'
import gcoord from 'gcoord'

/**
 * @typedef {{ name: string, id?: string, cp?: [number, number] }} EchartsProperties
 * @typedef {{ type: 'Polygon', coordinates: string[], encodeOffsets: [number, number][] }} PackedPolygon
 * @typedef {{ type: 'MultiPolygon', coordinates: string[][], encodeOffsets: [number, number][][] }} PackedMultiPolygon
 * @typedef {{ id?: string, properties: EchartsProperties, geometry: PackedPolygon | PackedMultiPolygon }} PackedFeature
 * @typedef {{ features: PackedFeature[] }} EchartsMap
 * @typedef {{ name: string, name_en: string, adcode: string }} PlaceProperties
 * @typedef {GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, PlaceProperties>} Outlines
 * @typedef {GeoJSON.FeatureCollection<GeoJSON.Point, PlaceProperties>} Labels
 */

/** @type {Record<string, { adcode: string, english: string }>} */
const SHANGHAI_DISTRICTS = {
  黄浦区: { adcode: '310101', english: 'Huangpu' },
  徐汇区: { adcode: '310104', english: 'Xuhui' },
  长宁区: { adcode: '310105', english: 'Changning' },
  静安区: { adcode: '310106', english: "Jing'an" },
  普陀区: { adcode: '310107', english: 'Putuo' },
  虹口区: { adcode: '310109', english: 'Hongkou' },
  杨浦区: { adcode: '310110', english: 'Yangpu' },
  闵行区: { adcode: '310112', english: 'Minhang' },
  宝山区: { adcode: '310113', english: 'Baoshan' },
  嘉定区: { adcode: '310114', english: 'Jiading' },
  浦东新区: { adcode: '310115', english: 'Pudong' },
  金山区: { adcode: '310116', english: 'Jinshan' },
  松江区: { adcode: '310117', english: 'Songjiang' },
  青浦区: { adcode: '310118', english: 'Qingpu' },
  奉贤区: { adcode: '310120', english: 'Fengxian' },
  崇明区: { adcode: '310151', english: 'Chongming' },
}

/** @type {Record<string, { adcode: string, english: string }>} */
const PROVINCES = {
  北京: { adcode: '110000', english: 'Beijing' },
  天津: { adcode: '120000', english: 'Tianjin' },
  河北: { adcode: '130000', english: 'Hebei' },
  山西: { adcode: '140000', english: 'Shanxi' },
  内蒙古: { adcode: '150000', english: 'Inner Mongolia' },
  辽宁: { adcode: '210000', english: 'Liaoning' },
  吉林: { adcode: '220000', english: 'Jilin' },
  黑龙江: { adcode: '230000', english: 'Heilongjiang' },
  上海: { adcode: '310000', english: 'Shanghai' },
  江苏: { adcode: '320000', english: 'Jiangsu' },
  浙江: { adcode: '330000', english: 'Zhejiang' },
  安徽: { adcode: '340000', english: 'Anhui' },
  福建: { adcode: '350000', english: 'Fujian' },
  江西: { adcode: '360000', english: 'Jiangxi' },
  山东: { adcode: '370000', english: 'Shandong' },
  河南: { adcode: '410000', english: 'Henan' },
  湖北: { adcode: '420000', english: 'Hubei' },
  湖南: { adcode: '430000', english: 'Hunan' },
  广东: { adcode: '440000', english: 'Guangdong' },
  广西: { adcode: '450000', english: 'Guangxi' },
  海南: { adcode: '460000', english: 'Hainan' },
  重庆: { adcode: '500000', english: 'Chongqing' },
  四川: { adcode: '510000', english: 'Sichuan' },
  贵州: { adcode: '520000', english: 'Guizhou' },
  云南: { adcode: '530000', english: 'Yunnan' },
  西藏: { adcode: '540000', english: 'Tibet' },
  陕西: { adcode: '610000', english: 'Shaanxi' },
  甘肃: { adcode: '620000', english: 'Gansu' },
  青海: { adcode: '630000', english: 'Qinghai' },
  宁夏: { adcode: '640000', english: 'Ningxia' },
  新疆: { adcode: '650000', english: 'Xinjiang' },
  台湾: { adcode: '710000', english: 'Taiwan' },
  香港: { adcode: '810000', english: 'Hong Kong' },
  澳门: { adcode: '820000', english: 'Macao' },
}

/** The packed numbers are 1,024ths of a degree. */
const PACKED_SCALE = 1024

/**
 * A ring is a string of characters, two per corner: code minus 64, zigzag-decoded, is the step from the corner
 * before, starting at the offset.
 *
 * @param {string} packed
 * @param {[number, number]} offset
 * @param {number} decimals
 * @returns {[number, number][]} corners in WGS-84
 */
function decodeRing(packed, [startLng, startLat], decimals) {
  /** @type {[number, number][]} */
  const corners = []
  let lng = startLng
  let lat = startLat
  for (let i = 0; i + 1 < packed.length; i += 2) {
    lng += unzigzag(packed.charCodeAt(i) - 64)
    lat += unzigzag(packed.charCodeAt(i + 1) - 64)
    corners.push(toWgs84([lng / PACKED_SCALE, lat / PACKED_SCALE], decimals))
  }
  return corners
}

/** @param {number} packed */
function unzigzag(packed) {
  return (packed >> 1) ^ -(packed & 1)
}

/**
 * @param {[number, number]} gcj02
 * @param {number} decimals
 * @returns {[number, number]}
 */
function toWgs84(gcj02, decimals) {
  const [lng, lat] = gcoord.transform(gcj02, gcoord.GCJ02, gcoord.WGS84)
  return [Number(lng.toFixed(decimals)), Number(lat.toFixed(decimals))]
}

/**
 * @param {PackedPolygon | PackedMultiPolygon} geometry
 * @param {number} decimals
 * @returns {GeoJSON.Polygon | GeoJSON.MultiPolygon}
 */
function decodeGeometry(geometry, decimals) {
  /** @param {string[]} rings @param {[number, number][] | undefined} offsets */
  const decodeRings = (rings, offsets) =>
    rings.map((ring, i) => decodeRing(ring, offsets?.[i] ?? [0, 0], decimals))
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: decodeRings(geometry.coordinates, geometry.encodeOffsets) }
    : {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings, i) => decodeRings(rings, geometry.encodeOffsets[i])),
      }
}

/**
 * @param {string} file path below echarts/map/json
 * @returns {EchartsMap}
 */
function readEchartsMap(file) {
  const path = createRequire(import.meta.url).resolve(`echarts/map/json/${file}`)
  /** @type {unknown} */
  const map = JSON.parse(readFileSync(path, 'utf8'))
  if (!isEchartsMap(map)) throw new Error(`${path} is not a packed map of echarts 4`)
  return map
}

/**
 * @param {unknown} map
 * @returns {map is EchartsMap}
 */
function isEchartsMap(map) {
  return typeof map === 'object' && map !== null && 'UTF8Encoding' in map && 'features' in map
}

/**
 * @param {EchartsMap} map
 * @param {Record<string, { adcode: string, english: string }>} names
 * @param {number} decimals
 * @returns {{ outlines: Outlines, labels: Labels }}
 */
function decodeEchartsMap(map, names, decimals) {
  /** @type {Outlines} */
  const outlines = { type: 'FeatureCollection', features: [] }
  /** @type {Labels} */
  const labels = { type: 'FeatureCollection', features: [] }
  for (const feature of map.features) {
    const { name, cp } = feature.properties
    const known = names[name]
    if (!known) throw new Error(`No English name for ${name} in the table of refresh-basemap.mjs`)
    const properties = { name, name_en: known.english, adcode: known.adcode }
    const geometry = decodeGeometry(feature.geometry, decimals)
    outlines.features.push({ type: 'Feature', properties, geometry })
    const coordinates = cp ? toWgs84(cp, decimals) : pointOnLargestPart(geometry, decimals)
    labels.features.push({ type: 'Feature', properties, geometry: { type: 'Point', coordinates } })
  }
  return { outlines, labels }
}

/**
 * For the few places without a point of their own; Chongming is three islands.
 *
 * @param {GeoJSON.Polygon | GeoJSON.MultiPolygon} geometry
 * @param {number} decimals
 */
function pointOnLargestPart(geometry, decimals) {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const [largest] = parts.map((part) => polygon(part)).sort((a, b) => area(b) - area(a))
  if (!largest) throw new Error('An outline without any part')
  return pointOnFeature(largest).geometry.coordinates.map((degrees) => Number(degrees.toFixed(decimals)))
}

/** The districts of Shanghai; 4 decimals are 11 m, finer than the source. */
export function decodeShanghai() {
  return decodeEchartsMap(readEchartsMap('province/shanghai.json'), SHANGHAI_DISTRICTS, 4)
}

/** The provinces; seen from afar only, so 3 decimals. */
function decodeChina() {
  return decodeEchartsMap(readEchartsMap('china.json'), PROVINCES, 3)
}

/** @returns {Record<string, Outlines | Labels>} the content of each file of public/geo */
export function decodeBasemap() {
  const shanghai = decodeShanghai()
  const china = decodeChina()
  return {
    'shanghai-districts.json': shanghai.outlines,
    'district-labels.json': shanghai.labels,
    'china.json': china.outlines,
    'province-labels.json': china.labels,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL('../public/geo', import.meta.url))
  for (const [name, content] of Object.entries(decodeBasemap()))
    writeFileSync(join(target, name), `${JSON.stringify(content)}\n`)
}
