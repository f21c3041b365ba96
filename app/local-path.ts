/**
 * Where to go after a form, as asked by the page itself. Only a path of this site is followed: `//other.example` and
 * `/\other.example` are addresses of another one to a browser.
 */
export function localPath(asked: unknown, otherwise: string): string {
  return typeof asked === 'string' && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(asked) ? asked : otherwise
}
