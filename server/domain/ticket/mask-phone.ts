/**
 * Keeps the first three and last four digits of a mobile number: enough to recognise, too little to call. Of a shorter
 * number less is kept, so that at least four digits are always hidden.
 */
export function maskPhone(phone: string): string {
  const compact = phone.replaceAll(/[\s-]/g, '')
  if (compact === '') return ''
  if (compact.length < 8) return `**** ${compact.slice(4).slice(-2)}`.trimEnd()
  return compact.length < 11
    ? `**** ${compact.slice(-4)}`
    : `${compact.slice(0, 3)} **** ${compact.slice(-4)}`
}
