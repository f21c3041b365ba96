/**
 * Whether a host is an address that only machines inside can reach: loopback, private and link-local networks, and
 * names without a dot. A public name may still lead to such an address; who sends the request looks again at what the
 * name resolved to.
 */
export function isPrivateHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  const ip4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(name)
  if (ip4) return isPrivateIp4(ip4.slice(1).map(Number))
  if (name.includes(':')) return isPrivateIp6(name)
  return !name.includes('.') || /\.(?:local|localhost|internal|lan|home|corp)$/.test(name)
}

function isPrivateIp4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true
  if (a === 100) return b >= 64 && b <= 127
  if (a === 169) return b === 254
  if (a === 172) return b >= 16 && b <= 31
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2))
  return a === 198 && (b === 18 || b === 19)
}

/** The parser of `URL` has already written the address in its shortest form; some lead to one of the old kind. */
function isPrivateIp6(address: string): boolean {
  if (address === '::' || address === '::1') return true
  const within4 = /^(?:::ffff:(?:0:)?|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address)
  if (within4) {
    const [high = 0, low = 0] = within4.slice(1).map((part) => parseInt(part, 16))
    return isPrivateIp4([high >> 8, high & 255, low >> 8, low & 255])
  }
  // Local networks; translation within a house; tunnels (6to4, Teredo), which nobody needs and which lead anywhere.
  return /^(?:f[cd][0-9a-f]{2}|fe[89a-f][0-9a-f]|ff[0-9a-f]{2}|64:ff9b:1|2002|2001:0?):/.test(address)
}
