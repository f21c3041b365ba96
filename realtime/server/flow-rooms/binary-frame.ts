/**
 * A WebSocket frame (RFC 6455, section 5.2) as a server sends it: binary, whole, not masked. Made once, it is written to every
 * connection: framing the same message anew for each of 50 people costs more than writing it.
 */
export function binaryFrame(payload: Uint8Array): Buffer {
  const { length } = payload
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = 0x82
  if (headerLength === 2) frame[1] = length
  else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, headerLength)
  return frame
}
