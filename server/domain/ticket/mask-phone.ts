/** Keeps the first three and last four digits of a phone number: enough to recognise, too little to call. */
export function maskPhone(phone: string): string {
  const compact = phone.replaceAll(/[\s-]/g, '')
  if (compact === '') return ''
  return compact.length < 8 ? `**** ${compact.slice(-2)}` : `${compact.slice(0, 3)} **** ${compact.slice(-4)}`
}
