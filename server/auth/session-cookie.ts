const name = 'paidan_session'

/** @param maxAgeSeconds undefined: until the browser is closed. */
export const sessionCookie = (token: string, secure: boolean, maxAgeSeconds?: number): string =>
  [
    `${name}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
  ].join('; ')

export const readSessionCookie = (header: string | null | undefined): string | undefined =>
  header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)
