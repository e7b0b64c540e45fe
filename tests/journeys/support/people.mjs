/** Valid numbers of nobody alive: born in the 1870s in Inner Mongolia. */
export function inventedId(n) {
  const body = `1501021870${String(1 + (n % 9)).padStart(2, '0')}${String(1 + (n % 27)).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][at], 0)
  return body + '10X98765432'[sum % 11]
}
