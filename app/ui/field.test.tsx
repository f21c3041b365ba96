// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createI18n } from '../i18n/i18n.ts'
import { Field } from './field.tsx'
import { PasswordInput, TextInput } from './inputs.tsx'

afterEach(cleanup)

const renderEnglish = (children: ReactNode) =>
  render(<I18nextProvider i18n={createI18n('en')}>{children}</I18nextProvider>)

describe('Field', () => {
  it('ties label, hint and input together', () => {
    renderEnglish(
      <Field label="Address" hint="With the house number" required>
        <TextInput name="address" />
      </Field>,
    )
    const input = screen.getByLabelText<HTMLInputElement>(/Address/)
    expect(input.required).toBe(true)
    expect(input.getAttribute('aria-invalid')).toBeNull()
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'With the house number',
    )
  })

  it('says the error in place of the hint, and with the input', () => {
    renderEnglish(
      <Field label="Phone" hint="11 digits" error="That is 7 digits">
        <TextInput name="phone" />
      </Field>,
    )
    const input = screen.getByLabelText('Phone')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'That is 7 digits',
    )
    expect(screen.queryByText('11 digits')).toBeNull()
  })
})

it('PasswordInput shows and hides what was typed', () => {
  renderEnglish(
    <Field label="Password">
      <PasswordInput name="password" />
    </Field>,
  )
  const input = screen.getByLabelText<HTMLInputElement>('Password')
  expect(input.type).toBe('password')
  fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
  expect(input.type).toBe('text')
  fireEvent.click(screen.getByRole('button', { name: 'Hide password' }))
  expect(input.type).toBe('password')
})
