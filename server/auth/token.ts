import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: cannot be guessed, so that a fast hash is enough to store it. */
export const createToken = (): string => randomBytes(32).toString('base64url')

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
