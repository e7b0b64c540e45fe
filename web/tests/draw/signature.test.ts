import { describe, expect, it } from 'vitest'
import { hex, utf8 } from '../../src/features/draw/protocol/bytes'
import { verifyEd25519, verifySm2 } from '../../src/features/draw/protocol/signature'

const bytes = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const flipped = (value: Uint8Array, at: number) => value.map((byte, index) => (index === at ? byte ^ 1 : byte))

// GB/T 32918.5, A.2: "message digest" signed under the identity 1234567812345678.
const sm2 = {
  key: bytes('0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'),
  message: utf8('message digest'),
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}
const der = (r: string, s: string) => bytes(`3046022100${r}022100${s}`)

describe('SM2', () => {
  it('accepts the example of the standard', () => expect(verifySm2(sm2.key, sm2.message, der(sm2.r, sm2.s))).toBe(true))
  it.each([
    ['another message', () => verifySm2(sm2.key, utf8('message digesT'), der(sm2.r, sm2.s))],
    ['another r', () => verifySm2(sm2.key, sm2.message, der(sm2.r.replace(/.$/, '4'), sm2.s))],
    ['r and s exchanged', () => verifySm2(sm2.key, sm2.message, der(sm2.s, sm2.r))],
    ['a key off the curve', () => verifySm2(flipped(sm2.key, 40), sm2.message, der(sm2.r, sm2.s))],
    ['a byte behind', () => verifySm2(sm2.key, sm2.message, bytes(`${hex(der(sm2.r, sm2.s))}00`))],
    ['numbers of zero', () => verifySm2(sm2.key, sm2.message, bytes('3006020100020100'))],
    ['nothing', () => verifySm2(sm2.key, sm2.message, new Uint8Array())],
  ])('refuses %s', (_, check) => expect(check()).toBe(false))
})

// RFC 8032, 7.1, TEST 1 to 3.
const examples = [
  ['d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'],
  ['3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
  ['fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82', '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'],
].map(([key, message, signature]) => [bytes(key!), bytes(message!), bytes(signature!)] as const)

describe('Ed25519', () => {
  it.each(examples)('accepts the examples of the RFC', async (key, message, signature) => expect(await verifyEd25519(key, message, signature)).toBe(true))
  it('refuses what was changed', async () => {
    const [key, message, signature] = examples[2]!
    for (const at of [0, 31, 32, 63]) expect(await verifyEd25519(key, message, flipped(signature, at))).toBe(false)
    expect(await verifyEd25519(flipped(key, 3), message, signature)).toBe(false)
    expect(await verifyEd25519(key, flipped(message, 1), signature)).toBe(false)
    expect(await verifyEd25519(key, message, signature.subarray(1))).toBe(false)
  })
})
