import { Form, useNavigation } from '@remix-run/react'
import type { Role } from '#domain/actor.ts'
import type { Rejection } from '#domain/rejection.ts'
import {
  ChevronRight,
  Columns3,
  Headset,
  Monitor,
  Smartphone,
  Workflow,
  type LucideIcon,
} from '#app/ui/icons.ts'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { rejectionSentence } from '../../i18n/rejection-sentence.ts'
import { SignInPage } from '../../sign-in/sign-in-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Checkbox, PasswordInput, TextInput } from '../../ui/inputs.tsx'

export type DemoPerson = { id: string; role: Role; name: string }

type LoginScreenProps = {
  organisation: string
  /** Empty on real data. */
  demoPeople: readonly DemoPerson[]
  /** `wrong-field` with `login` or `password` is said at the field, everything else above the form. */
  error?: Rejection | undefined
  /** Where to go afterwards. */
  next: string
}

/** Posts `intent=password` with login, password and keep, or `intent=demo` with personId; both with next. */
export function LoginScreen({ organisation, demoPeople, error, next }: LoginScreenProps) {
  const { t, i18n } = useTranslation('login')
  const intent = useNavigation().formData?.get('intent')
  const login = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  const missing = error?.name === 'wrong-field' ? error.field : undefined
  const aboutAll = error && missing === undefined ? rejectionSentence(i18n, error) : undefined

  useEffect(() => {
    const atPassword = missing === 'password' || error?.name === 'wrong-credentials'
    ;(atPassword ? password : login).current?.focus()
  }, [error, missing])

  return (
    <SignInPage title={t('title')} subtitle={t('subtitle', { organisation })}>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="password" />
        <input type="hidden" name="next" value={next} />
        {aboutAll === undefined ? null : <Banner tone="bad">{aboutAll}</Banner>}
        <Field label={t('login')} error={missing === 'login' ? t('loginMissing') : undefined}>
          <TextInput
            ref={login}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
          />
        </Field>
        <Field label={t('password')} error={missing === 'password' ? t('passwordMissing') : undefined}>
          <PasswordInput ref={password} name="password" autoComplete="current-password" maxLength={200} />
        </Field>
        <Checkbox name="keep" label={t('keep')} defaultChecked />
        <Button type="submit" look="primary" size="large" busy={intent === 'password'}>
          {t('submit')}
        </Button>
      </Form>
      {demoPeople.length === 0 ? null : (
        <DemoPeople people={demoPeople} next={next} busy={intent === 'demo'} />
      )}
    </SignInPage>
  )
}

const roleIcons: Record<Role, LucideIcon> = {
  dispatcher: Columns3,
  supervisor: Monitor,
  admin: Workflow,
  'service-desk': Headset,
  engineer: Smartphone,
}

type DemoPeopleProps = { people: readonly DemoPerson[]; next: string; busy: boolean }

function DemoPeople({ people, next, busy }: DemoPeopleProps) {
  const { t } = useTranslation(['login', 'terms'])
  return (
    <section className="demo">
      <h2>{t('login:demo')}</h2>
      <Form method="post">
        <input type="hidden" name="intent" value="demo" />
        <input type="hidden" name="next" value={next} />
        <ul>
          {people.map(({ id, role, name }) => (
            <li key={id}>
              <button type="submit" name="personId" value={id} disabled={busy}>
                <Icon of={roleIcons[role]} size={16} />
                <b className="grow">{t(`terms:role.${role}`)}</b>
                <span className="who">{name}</span>
                <Icon of={ChevronRight} size={14} />
              </button>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  )
}
