/** Why the embedded database is not there. The message is a whole sentence for the person who starts Paidan. */
type EmbeddedPostgresFailureName =
  | 'no-package-for-platform'
  | 'musl-libc'
  | 'user-without-passwd-entry'
  | 'other-major-version'
  | 'data-directory-in-use'
  | 'server-did-not-start'
  | 'server-did-not-stop'

export class EmbeddedPostgresFailure extends Error {
  override readonly name: EmbeddedPostgresFailureName

  constructor(name: EmbeddedPostgresFailureName, sentence: string) {
    super(sentence)
    this.name = name
  }
}

/** True for an error of Node or of PostgreSQL that carries one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  )
}
