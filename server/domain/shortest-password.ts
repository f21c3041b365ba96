/** Characters of a new password. Length is what makes guessing dear; rules about kinds of characters do not. */
export const shortestPassword = 10
