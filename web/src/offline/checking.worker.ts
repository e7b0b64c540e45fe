/** Checks an evidence file beside the page, which stays at hand meanwhile: takes the bytes, tells of attempts, gives file and steps. */
import { readJson, type JsonObject } from '../features/draw/protocol/json'
import { checkWhole, type WholeStep } from '../features/draw/protocol/whole'

export type Told = { made: number; most: number } | { steps: WholeStep[]; file: JsonObject | null } | { fault: string }

const tell = (told: Told) => postMessage(told)

onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
  try {
    const read = readJson(new Uint8Array(data))
    const steps = await checkWhole(read, (made, most) => tell({ made, most }))
    tell({ steps, file: steps[0]!.good ? (read as JsonObject) : null })
  } catch (error) {
    tell({ fault: error instanceof Error ? error.message : String(error) })
  }
}
