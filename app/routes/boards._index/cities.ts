import type { BilingualText } from '#domain/flow/flow.ts'
import type { LngLat } from '#geo/coordinate.ts'

export type City = { id: string; name: BilingualText; centre: LngLat; timeZone: string }

const china = 'Asia/Shanghai'

/** Where a new board may begin with one choice; any other place is typed in. WGS-84, at the town hall. */
export const cities: readonly City[] = [
  city('shanghai', '上海', 'Shanghai', 121.4737, 31.2304, china),
  city('beijing', '北京', 'Beijing', 116.4074, 39.9042, china),
  city('guangzhou', '广州', 'Guangzhou', 113.2644, 23.1291, china),
  city('shenzhen', '深圳', 'Shenzhen', 114.0579, 22.5431, china),
  city('chengdu', '成都', 'Chengdu', 104.0665, 30.5723, china),
  city('hangzhou', '杭州', 'Hangzhou', 120.1551, 30.2741, china),
  city('wuhan', '武汉', 'Wuhan', 114.3055, 30.5928, china),
  city('nanjing', '南京', 'Nanjing', 118.7969, 32.0603, china),
  city('chongqing', '重庆', 'Chongqing', 106.5516, 29.563, china),
  city('xian', '西安', "Xi'an", 108.9398, 34.3416, china),
  city('hong-kong', '香港', 'Hong Kong', 114.1694, 22.3193, 'Asia/Hong_Kong'),
  city('singapore', '新加坡', 'Singapore', 103.8198, 1.3521, 'Asia/Singapore'),
  city('boston', '波士顿', 'Boston', -71.0589, 42.3601, 'America/New_York'),
  city('london', '伦敦', 'London', -0.1276, 51.5072, 'Europe/London'),
  city('berlin', '柏林', 'Berlin', 13.405, 52.52, 'Europe/Berlin'),
]

function city(
  id: string,
  chinese: string,
  english: string,
  lng: number,
  lat: number,
  timeZone: string,
): City {
  return { id, name: { 'zh-CN': chinese, en: english }, centre: { lng, lat }, timeZone }
}
