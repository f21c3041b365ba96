import { Form, useNavigation } from '@remix-run/react'
import type { Rejection } from '#domain/rejection.ts'
import { useTranslation } from 'react-i18next'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { SignInPage } from '../../sign-in/sign-in-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { PasswordInput, TextInput } from '../../ui/inputs.tsx'

type SetupScreenProps = {
  shortestPassword: number
  /**
   * `setup-link-used` leaves nothing to fill in; `wrong-field` (`organisation`, `name`, `login`, `repeat`) and `password-too-short`
   * are said at the field, everything else above the form.
   */
  error?: Rejection | undefined
}

/** Posts organisation, name, login, password and repeat. */
export function SetupScreen({ shortestPassword, error }: SetupScreenProps) {
  const { t, i18n } = useTranslation('setup')
  const busy = useNavigation().formData !== undefined
  if (error?.name === 'setup-link-used') {
    return (
      <SignInPage title={t('title')} subtitle={rejectionSentence(i18n, error)}>
        <ButtonLink look="primary" size="large" to="/login">
          {t('toLogin')}
        </ButtonLink>
      </SignInPage>
    )
  }
  const wrongField = error?.name === 'wrong-field' ? error.field : undefined
  const tooShort = error?.name === 'password-too-short' ? rejectionSentence(i18n, error) : undefined
  const aboutAll = error && !wrongField && !tooShort ? rejectionSentence(i18n, error) : undefined

  return (
    <SignInPage title={t('title')} subtitle={t('subtitle')}>
      <Form method="post" noValidate>
        {aboutAll === undefined ? null : <Banner tone="bad">{aboutAll}</Banner>}
        <Field
          label={t('organisation')}
          error={wrongField === 'organisation' ? t('organisationMissing') : undefined}
        >
          <TextInput name="organisation" autoComplete="organization" maxLength={100} />
        </Field>
        <Field label={t('name')} error={wrongField === 'name' ? t('nameMissing') : undefined}>
          <TextInput name="name" autoComplete="name" maxLength={100} />
        </Field>
        <Field label={t('login')} error={wrongField === 'login' ? t('loginMissing') : undefined}>
          <TextInput
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
          />
        </Field>
        <Field label={t('password')} hint={t('passwordHint', { length: shortestPassword })} error={tooShort}>
          <PasswordInput name="password" autoComplete="new-password" maxLength={200} />
        </Field>
        <Field label={t('repeat')} error={wrongField === 'repeat' ? t('passwordsDiffer') : undefined}>
          <PasswordInput name="repeat" autoComplete="new-password" maxLength={200} />
        </Field>
        <Button type="submit" look="primary" size="large" busy={busy}>
          {t('submit')}
        </Button>
      </Form>
    </SignInPage>
  )
}
