import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch, ThemeSwitch } from '../preferences/preference-switches.tsx'
import { Scene } from './scene.tsx'
import './sign-in.css'

type SignInPageProps = { title: string; subtitle: string; children: ReactNode }

/** The page before one has signed in: a form on the left, the city on the right where there is room. */
export function SignInPage({ title, subtitle, children }: SignInPageProps) {
  const { t } = useTranslation('terms')
  return (
    <div className="sign-in">
      <div className="sign-in-side">
        <header>
          <span className="mark" aria-hidden="true">
            {t('mark')}
          </span>
          <b>{t('product')}</b>
          <LanguageSwitch />
          <ThemeSwitch />
        </header>
        <main className="sign-in-form">
          <h1>{title}</h1>
          <p>{subtitle}</p>
          {children}
        </main>
      </div>
      <Scene />
    </div>
  )
}
