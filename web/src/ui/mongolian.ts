/**
 * Whether this device can draw Mongolian script. Without a font every letter is the same box: two letters are then as wide as
 * each other, and a word as wide as its letters.
 */
export function drawsMongolian(): boolean {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return true
  context.font = `40px ${getComputedStyle(document.documentElement).getPropertyValue('--mongolian')}`
  const widthOf = (text: string) => context.measureText(text).width
  const letters = [...'ᠮᠣᠩᠭᠣᠯ']
  const widths = letters.map(widthOf)
  const together = widths.reduce((sum, width) => sum + width, 0)
  return new Set(widths.map(Math.round)).size > 1 || Math.abs(widthOf(letters.join('')) - together) > 1
}
