/** There are six hues for people; who comes seventh shares one, and the name tells them apart. */
export const peerHue = (colour: number): number => (colour % 6) + 1
