import { formatMinutes } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'

/* A city drawn by hand: it needs no map data, so the first page of a new installation is never grey. */

const river =
  'M480 1200C474 1060 462 890 448 840 434 790 424 760 436 716 450 664 520 660 556 606 586 562 556 520 566 480 576 440 628 440 676 428 740 412 786 372 798 316 812 250 764 190 762 110 762 40 800-10 840-120'
const creek =
  'M-20 520C60 500 110 520 170 492 230 462 246 424 300 420 350 416 350 456 396 440 440 424 440 400 486 424 520 442 540 448 572 446'
const roads = [
  'M-120 456L-20 470C160 500 300 506 480 502 620 500 740 520 1020 560L1200 590',
  'M480-120L478-20C470 160 486 340 484 502 482 680 500 840 520 1020L530 1200',
  'M432 640C360 700 260 800 120 1020L20 1200',
  'M520 336C600 220 640 120 660-20L670-120',
  'M676 430C780 400 900 380 1020 380',
  'M330 410C230 330 120 250-20 200',
  'M840 430C900 560 940 760 960 1020L964 1200',
  'M240 690C160 700 60 720-20 740',
  'M330 410C360 340 430 330 510 336 600 342 660 370 676 430 690 490 690 560 640 610 590 656 500 660 430 640 350 616 300 500 330 410z',
  'M190 380C220 250 380 190 520 196 680 204 820 290 840 430 856 560 800 700 660 770 520 830 320 800 240 690 180 600 164 490 190 380z',
].join('')
const gridStep = 80
const grid = Array.from({ length: 16 }, (_, index) => index * gridStep - 20)
  .map((at) => `M${at} -140V1200M-140 ${at}H1220`)
  .join('')

type Place = { x: number; y: number }

const districts: readonly (Place & { 'zh-CN': string; en: string })[] = [
  { x: 420, y: 376, 'zh-CN': '静安', en: 'Jing’an' },
  { x: 524, y: 566, 'zh-CN': '黄浦', en: 'Huangpu' },
  { x: 372, y: 640, 'zh-CN': '徐汇', en: 'Xuhui' },
  { x: 262, y: 556, 'zh-CN': '长宁', en: 'Changning' },
  { x: 250, y: 392, 'zh-CN': '普陀', en: 'Putuo' },
  { x: 632, y: 318, 'zh-CN': '虹口', en: 'Hongkou' },
  { x: 690, y: 262, 'zh-CN': '杨浦', en: 'Yangpu' },
  { x: 776, y: 600, 'zh-CN': '浦东', en: 'Pudong' },
  { x: 270, y: 868, 'zh-CN': '闵行', en: 'Minhang' },
  { x: 400, y: 170, 'zh-CN': '宝山', en: 'Baoshan' },
]

type Hue = 'dispatch' | 'assigned' | 'enroute' | 'onsite' | 'waiting'

const pins: readonly (Place & { hue: Hue; atRisk?: true })[] = [
  { x: 330, y: 610, hue: 'enroute' },
  { x: 446, y: 556, hue: 'assigned' },
  { x: 740, y: 690, hue: 'onsite' },
  { x: 600, y: 256, hue: 'dispatch', atRisk: true },
  { x: 300, y: 470, hue: 'assigned' },
  { x: 860, y: 520, hue: 'waiting' },
]

/** `load` is the part of the ring that is filled, 0..1. */
const engineers: readonly (Place & { hue: Hue; load: number; 'zh-CN': string; en: string })[] = [
  { x: 380, y: 700, hue: 'enroute', load: 0.66, 'zh-CN': '陈', en: 'CL' },
  { x: 520, y: 470, hue: 'assigned', load: 0.33, 'zh-CN': '吴', en: 'WF' },
  { x: 690, y: 640, hue: 'onsite', load: 0.83, 'zh-CN': '徐', en: 'XH' },
  { x: 420, y: 250, hue: 'assigned', load: 0.16, 'zh-CN': '高', en: 'GX' },
]

const ringRadius = 15
const ring = 2 * Math.PI * ringRadius

/** What the product does, in one picture: work on a map, people near it, and the best one for what is late. */
export function Scene() {
  const locale = useLocale()
  return (
    <svg className="scene" viewBox="60 140 880 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path className="scene-grid" d={grid} />
      <path className="scene-river" d={river} />
      <path className="scene-creek" d={creek} />
      <path className="scene-road-edge" d={roads} />
      <path className="scene-road" d={roads} />
      {districts.map((place) => (
        <text key={place.en} className="scene-district" x={place.x} y={place.y}>
          {place[locale]}
        </text>
      ))}
      <path className="scene-tie" d="M380 700L330 610M520 470L446 556M690 640L740 690" />
      <path className="scene-tie best" d="M520 470C540 400 570 320 600 256" />
      {pins.map(({ x, y, hue, atRisk }) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${y})`}>
          <path
            className={atRisk ? 'scene-pin at-risk' : 'scene-pin'}
            style={{ fill: `var(--stage-${hue})` }}
            d="M0 0C-9-11-11-15-11-20a11 11 0 0 1 22 0C11-15 9-11 0 0z"
          />
          <circle className="scene-pin-eye" cy={-20} r={3.6} />
        </g>
      ))}
      {engineers.map(({ x, y, hue, load, ...name }) => (
        <g key={name.en} transform={`translate(${x} ${y})`}>
          <circle className="scene-ring" r={ringRadius} />
          <circle
            className="scene-load"
            style={{ stroke: `var(--stage-${hue})` }}
            r={ringRadius}
            strokeDasharray={`${load * ring} ${ring}`}
            transform="rotate(-90)"
          />
          <text className="scene-name" y={4}>
            {name[locale]}
          </text>
        </g>
      ))}
      <g className="scene-score" transform="translate(600 190)">
        <rect x={-46} y={-15} width={92} height={26} rx={6} />
        <text y={3}>82.4 · {formatMinutes(locale, 11)}</text>
      </g>
    </svg>
  )
}
