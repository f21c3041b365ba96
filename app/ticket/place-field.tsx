import { MapPin } from '#app/ui/icons.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LngLat } from '#geo/coordinate.ts'
import { toWgs84, type Datum } from '#geo/datum.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useDistrictName } from './use-district-name.ts'

const datums: readonly { value: Datum; label: string }[] = [
  { value: 'wgs84', label: 'WGS-84' },
  { value: 'gcj02', label: 'GCJ-02' },
  { value: 'bd09', label: 'BD-09' },
]

type PlaceFieldProps = {
  place: LngLat | null
  picking: boolean
  error: string | undefined
  onPlace: (place: LngLat) => void
  onPicking: (picking: boolean) => void
}

/** A place from the map, or typed in the datum of the map that it was read from. */
export function PlaceField({ place, picking, error, onPlace, onPicking }: PlaceFieldProps) {
  const { t } = useTranslation('ticket')
  const [typing, setTyping] = useState(false)
  const district = useDistrictName(place)
  const coordinates = place && `${place.lng.toFixed(5)}, ${place.lat.toFixed(5)}`
  return (
    <div className="place-field">
      <Field label={t('create.place')} required error={error}>
        <div className="place-row">
          <output className={picking || coordinates ? 'num' : 'muted'}>
            {picking
              ? t('create.picking')
              : coordinates === null
                ? t('create.noPlace')
                : district === null
                  ? coordinates
                  : t('create.inDistrict', { district, coordinates })}
          </output>
          <Button
            icon={MapPin}
            look={picking ? 'primary' : 'plain'}
            aria-pressed={picking}
            onClick={() => onPicking(!picking)}
          >
            {picking ? t('create.stopPicking') : t('create.pick')}
          </Button>
        </div>
      </Field>
      <button type="button" className="more" aria-expanded={typing} onClick={() => setTyping(!typing)}>
        {t('create.coordinates')}
      </button>
      {typing ? <TypedPlace place={place} onPlace={onPlace} /> : null}
    </div>
  )
}

function TypedPlace({ place, onPlace }: { place: LngLat | null; onPlace: (place: LngLat) => void }) {
  const { t } = useTranslation('ticket')
  const [lng, setLng] = useState(place ? inputOf(place.lng) : '')
  const [lat, setLat] = useState(place ? inputOf(place.lat) : '')
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [wrong, setWrong] = useState(false)
  const use = () => {
    const point = readPoint(lng, lat)
    setWrong(point === undefined)
    if (point) onPlace(toWgs84(point, datum))
  }
  return (
    <Field
      label={t('create.datum')}
      hint={t('create.datumHint')}
      error={wrong ? t('problem.coordinatesWrong') : undefined}
    >
      <div className="typed-place">
        <Select
          value={datum}
          onChange={({ target }) =>
            setDatum(datums.find(({ value }) => value === target.value)?.value ?? 'wgs84')
          }
        >
          {datums.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <TextInput
          id={undefined}
          inputMode="decimal"
          aria-label={t('create.longitude')}
          placeholder={t('create.longitude')}
          value={lng}
          onChange={({ target }) => setLng(target.value)}
        />
        <TextInput
          id={undefined}
          inputMode="decimal"
          aria-label={t('create.latitude')}
          placeholder={t('create.latitude')}
          value={lat}
          onChange={({ target }) => setLat(target.value)}
        />
        <Button onClick={use}>{t('create.usePlace')}</Button>
      </div>
    </Field>
  )
}

/** Six decimals are 10 cm; a click on the map is less exact than its digits. */
const inputOf = (degrees: number): string => String(Number(degrees.toFixed(6)))

/** The map ends at 85 degrees, and so do the commands. */
function readPoint(lng: string, lat: string): LngLat | undefined {
  const point = { lng: lng.trim() === '' ? NaN : Number(lng), lat: lat.trim() === '' ? NaN : Number(lat) }
  return Math.abs(point.lng) <= 180 && Math.abs(point.lat) <= 85 ? point : undefined
}
