/** An address below the base, which may itself have a path, with or without a slash at its end. */
export const engineUrl = (base: string, path: string): URL => new URL(`${base.replace(/\/+$/, '')}/${path}`)
