const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const length = 12

/**
 * The id of a node, edge or comment: random, for two people who make one at the same moment must not make the same one;
 * short, for it stands in every edge and every address.
 */
export const newPartId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => letters[byte % letters.length]).join(
    '',
  )
