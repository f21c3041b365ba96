/** The server gives more colours than there are hues for people: some share one, and the name tells them apart. */
export const peerHue = (colour: number): number => (colour % 6) + 1
