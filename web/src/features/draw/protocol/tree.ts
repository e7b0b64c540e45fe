/** The tree of RFC 9162 over H. */
import { concat } from './bytes'
import { digest, type BlockHash } from './hash'

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

export function leafHash(hash: BlockHash, leaf: Uint8Array): Uint8Array {
  return digest(hash, leafMark, leaf)
}

/** Root of the tree over the leaves in their order; H("") when there are none. */
export function treeRoot(hash: BlockHash, leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return digest(hash, new Uint8Array(0))
  // A stack of complete subtrees, as binary counting adds them; splitting at the largest power of two gives the same shape.
  const stack: { size: number; root: Uint8Array }[] = []
  const join = () => {
    const right = stack.pop()!
    const left = stack.pop()!
    stack.push({ size: left.size + right.size, root: digest(hash, concat(nodeMark, left.root, right.root)) })
  }
  for (const leaf of leaves) {
    stack.push({ size: 1, root: leafHash(hash, leaf) })
    while (stack.length > 1 && stack.at(-2)!.size === stack.at(-1)!.size) join()
  }
  while (stack.length > 1) join()
  return stack[0]!.root
}

/** Root that an inclusion path leads to (RFC 9162, 2.1.3.2); null when the path does not fit index and size. */
export function rootOfPath(hash: BlockHash, leaf: Uint8Array, index: number, size: number, path: Uint8Array[]): Uint8Array | null {
  if (index >= size) return null
  let first = index
  let last = size - 1
  let root = leaf
  const half = (n: number) => Math.floor(n / 2)
  for (const step of path) {
    if (last === 0) return null
    if (first % 2 === 1 || first === last) {
      root = digest(hash, nodeMark, step, root)
      while (first % 2 === 0 && first !== 0) {
        first = half(first)
        last = half(last)
      }
    } else root = digest(hash, nodeMark, root, step)
    first = half(first)
    last = half(last)
  }
  return last === 0 ? root : null
}
