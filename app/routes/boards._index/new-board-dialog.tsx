import { Form, useNavigation } from '@remix-run/react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '#domain/rejection.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { cities } from './cities.ts'
import type { FlowOption } from './flow-choice.tsx'

type NewBoardDialogProps = {
  open: boolean
  onClose: () => void
  flows: readonly FlowOption[]
  /** `wrong-field` (`name`, `timeZone`) and `impossible-coordinate` are said at the field, everything else above the form. */
  error: Rejection | undefined
}

/** Posts name, timeZone, lng, lat and flowId. */
export function NewBoardDialog({ open, onClose, flows, error }: NewBoardDialogProps) {
  const { t, i18n } = useTranslation('boards')
  const formId = useId()
  const busy = useNavigation().formData !== undefined
  const wrongField = error?.name === 'wrong-field' ? error.field : undefined
  const wrongPlace = error?.name === 'impossible-coordinate'
  const aboutAll = error && !wrongField && !wrongPlace ? rejectionSentence(i18n, error) : undefined
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('create')}
      description={t('dialogText')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={busy}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Form id={formId} className="new-board" method="post" noValidate>
        {aboutAll === undefined ? null : <Banner tone="bad">{aboutAll}</Banner>}
        <Field
          label={t('name')}
          required
          hint={t('nameHint')}
          error={wrongField === 'name' ? t('nameMissing') : undefined}
        >
          <TextInput name="name" maxLength={80} autoComplete="off" />
        </Field>
        <PlaceChoice
          timeZoneError={wrongField === 'timeZone' ? t('timeZoneWrong') : undefined}
          placeError={wrongPlace ? t('placeWrong') : undefined}
        />
        <Field label={t('flow')} hint={t('flowHint')}>
          <Select name="flowId" defaultValue="">
            <option value="">{t('standardFlow')}</option>
            {flows.map(({ id, name, number }) => (
              <option key={id} value={id}>
                {t('flowVersion', { name, number })}
              </option>
            ))}
          </Select>
        </Field>
      </Form>
    </Dialog>
  )
}

const other = 'other'

function PlaceChoice({
  timeZoneError,
  placeError,
}: {
  timeZoneError?: string | undefined
  placeError?: string | undefined
}) {
  const { t } = useTranslation('boards')
  const locale = useLocale()
  const [chosen, setChosen] = useState(timeZoneError || placeError ? other : cities[0]?.id)
  const city = cities.find(({ id }) => id === chosen)
  return (
    <>
      <Field label={t('city')}>
        <Select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {cities.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[locale]}
            </option>
          ))}
          <option value={other}>{t('otherCity')}</option>
        </Select>
      </Field>
      {city ? (
        <>
          <input type="hidden" name="timeZone" value={city.timeZone} />
          <input type="hidden" name="lng" value={city.centre.lng} />
          <input type="hidden" name="lat" value={city.centre.lat} />
        </>
      ) : (
        <>
          <div className="new-board-place">
            <Field label={t('lng')} required error={placeError}>
              <TextInput name="lng" inputMode="decimal" />
            </Field>
            <Field label={t('lat')} required>
              <TextInput name="lat" inputMode="decimal" />
            </Field>
          </div>
          <Field label={t('timeZone')} required hint={t('timeZoneHint')} error={timeZoneError}>
            <TextInput name="timeZone" spellCheck={false} />
          </Field>
        </>
      )}
    </>
  )
}
