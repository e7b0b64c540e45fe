// Codes of the second factor, as an authenticator app makes them (RFC 6238). A code opens only once, and the server
// takes the steps before and after the present one: so three are to be had at once, then one every 30 seconds.
import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const step_ms = 30_000

function bytesOfBase32(text) {
  const bits = [...text.toUpperCase()].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
}

export function codeOfStep(secret, step) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', bytesOfBase32(secret)).update(counter).digest()
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Gives codes of one account, none twice; waits when those at hand are used up. */
export class Authenticator {
  constructor(secret) {
    this.secret = secret
    this.used = 0
  }

  async next() {
    for (;;) {
      const present = Math.floor(Date.now() / step_ms)
      // The step before is left out in its last moments: it would be over on arrival.
      const oldest = Date.now() % step_ms > step_ms - 5_000 ? present : present - 1
      const step = Math.max(oldest, this.used + 1)
      if (step <= present + 1) {
        this.used = step
        return codeOfStep(this.secret, step)
      }
      await sleep(500)
    }
  }
}
