import type { paths } from './generated'

/** What the server refuses, with the fields at fault; texts are Chinese and ready to show. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: { path: string; code: string; message: string }[] = [],
  ) {
    super(message)
  }
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? NonNullable<paths[P][M]> : never
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined
type Answer<O> = O extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : undefined

export interface CallOptions {
  parameters?: Record<string, string>
  query?: Record<string, string | number | undefined>
  /** Reused when the same act is tried again, so that it happens once. */
  key?: string
}

let token = ''
/** Asks for the second factor; resolves once the server accepted it, rejects when the person gives up. */
let askSecondFactor: (() => Promise<void>) | null = null
let onSignedOut: ((told: string) => void) | null = null
let onClockBehind: (() => void) | null = null
let onDuty: (() => void) | null = null

export function setToken(value: string) {
  token = value
}
export function onStepUp(ask: () => Promise<void>) {
  askSecondFactor = ask
}
/** `told`: why, where there is more to say than that nobody is signed in. */
export function whenSignedOut(act: (told: string) => void) {
  onSignedOut = act
}
/** An act with a deadline was refused because the server's clock is behind its ledger. */
export function whenClockBehind(act: () => void) {
  onClockBehind = act
}

/** Nothing opens until something is signed or changed. */
export function whenDutyCalls(act: () => void) {
  onDuty = act
}

function address(path: string, options: CallOptions): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(options.parameters?.[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) if (value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `${filled}?${text}` : filled
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error } = await response.json()
    return new ApiError(response.status, error.code, error.message, error.fields)
  } catch {
    return new ApiError(response.status, 'http.unreadable', `服务器回应异常（${response.status}），请稍后重试。`)
  }
}

async function send(method: Method, path: string, options: CallOptions, body: BodyInit | undefined, type: string | undefined, key: string) {
  const headers: Record<string, string> = {}
  if (type) headers['Content-Type'] = type
  if (method !== 'get') {
    headers['X-Bole-Token'] = token
    headers['Idempotency-Key'] = key
  }
  try {
    return await fetch(address(path, options), { method: method.toUpperCase(), headers, body })
  } catch {
    throw new ApiError(0, 'network.lost', '网络已断开，内容没有丢失，恢复后请重试。')
  }
}

const longest_wait_s = 5
const most_tries = 5

/** Sends again, each time after a longer moment, where the server says that it is only busy: nothing was done then. */
async function sendPatiently(...parts: Parameters<typeof send>) {
  for (let tries = 1; ; ++tries) {
    const response = await send(...parts)
    const seconds = Number(response.headers.get('Retry-After'))
    if (response.status !== 429 || tries === most_tries || !(seconds > 0 && seconds <= longest_wait_s)) return response
    // Not all parts of a page at the same instant.
    await new Promise((resolve) => setTimeout(resolve, (seconds + Math.random()) * tries * 1000))
  }
}

async function exchange(method: Method, path: string, options: CallOptions, body?: BodyInit, type?: string): Promise<Response> {
  const key = options.key ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
  let response = await sendPatiently(method, path, options, body, type, key)
  if (response.status === 428 && askSecondFactor) {
    await askSecondFactor()
    response = await sendPatiently(method, path, options, body, type, key)
  }
  if (response.ok) return response
  const error = await refusal(response)
  if (error.status === 401 && error.code === 'auth.sign_in_first') onSignedOut?.('')
  if (error.code === 'auth.signed_in_elsewhere') onSignedOut?.(error.message)
  if (error.code === 'ledger.clock_behind') onClockBehind?.()
  if (error.code === 'auth.undertaking_first' || error.code === 'auth.password_first') onDuty?.()
  throw error
}

/** Calls one operation of the API; types come from the server's own description. */
export async function call<P extends keyof paths & string, M extends Method>(
  method: M,
  path: P,
  body?: Body<Operation<P, M>>,
  options: CallOptions = {},
): Promise<Answer<Operation<P, M>>> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const response = await exchange(method, path, options, text, text && 'application/json')
  return (response.status === 204 ? undefined : await response.json()) as Answer<Operation<P, M>>
}

/** Sends a file as it is. */
export async function upload(path: string, file: Blob, options: CallOptions = {}): Promise<unknown> {
  const response = await exchange('put', path, options, file, 'application/octet-stream')
  return response.status === 204 ? undefined : await response.json()
}

/** A file that an act gives. */
export async function receive<P extends keyof paths & string>(path: P, body?: Body<Operation<P, 'post'>>, options: CallOptions = {}): Promise<ArrayBuffer> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  return (await exchange('post', path, options, text, text && 'application/json')).arrayBuffer()
}

/** Fetches a file as it is. */
export async function download(path: string, options: CallOptions = {}): Promise<ArrayBuffer> {
  return (await exchange('get', path, options)).arrayBuffer()
}
