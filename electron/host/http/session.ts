import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** One browser that was let in by the code in the printed address. */
export interface Session {
  readonly code: string
  /** The cookie to set when this is the code and it was not used before, else null. */
  redeem(code: string): string | null
  /** True when the Cookie header holds the session. */
  admits(cookies: string | undefined): boolean
}

const secretBytes = 32

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
/** Why digests: timingSafeEqual wants equal lengths, and the length must not show either. */
const isEqual = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

/** @param port is part of the cookie's name, since cookies are shared by all ports of a host */
export function createSession(port: number): Session {
  const code = randomBytes(secretBytes).toString('base64url')
  const token = randomBytes(secretBytes).toString('base64url')
  const name = `cultivar-${port}`
  let isRedeemed = false
  return {
    code,
    redeem(given) {
      if (!isEqual(given, code) || isRedeemed) return null
      isRedeemed = true
      return `${name}=${token}; HttpOnly; SameSite=Strict; Path=/`
    },
    admits(cookies) {
      if (!isRedeemed || cookies === undefined) return false
      const pairs = cookies.split(';').map((pair) => pair.trim())
      return pairs.some((pair) => pair.startsWith(`${name}=`) && isEqual(pair.slice(name.length + 1), token))
    }
  }
}
