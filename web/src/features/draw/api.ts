/** The draw's part of the API. */
import { call, download } from '../../api/client'
import type { paths } from '../../api/generated'

/** What a GET of `path` answers. */
export type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer A } } } } } ? A : never

export const room = (activity: string) => call('get', '/api/v1/activities/{id}/draw', undefined, { parameters: { id: activity } })
export const join = (activity: string, key: string) => call('post', '/api/v1/activities/{id}/draw/join', undefined, { parameters: { id: activity }, key })
export const propose = (activity: string, reason: string, key: string) => call('post', '/api/v1/activities/{id}/draw/propose', { reason }, { parameters: { id: activity }, key })
export const consent = (activity: string, agree: boolean, reason: string, key: string) => call('post', '/api/v1/activities/{id}/draw/consent', { agree, reason }, { parameters: { id: activity }, key })
export const seal = (activity: string, key: string) => call('post', '/api/v1/activities/{id}/rounds', undefined, { parameters: { id: activity }, key })
export const commit = (round: string, seal_hash: string, commitment: string, key: string) => call('post', '/api/v1/rounds/{id}/commit', { seal_hash, commitment }, { parameters: { id: round }, key })
export const reveal = (round: string, value: string, key: string) => call('post', '/api/v1/rounds/{id}/reveal', { value }, { parameters: { id: round }, key })
export const beacon = (round: string, value: string, key: string) => call('post', '/api/v1/rounds/{id}/beacon', { value }, { parameters: { id: round }, key })
export const voidRound = (round: string, reason: string, key: string) => call('post', '/api/v1/rounds/{id}/void', { reason }, { parameters: { id: round }, key })
export const confirm = (round: string, key: string) => call('post', '/api/v1/rounds/{id}/confirm', undefined, { parameters: { id: round }, key })
export const record = (round: string) => call('get', '/api/v1/rounds/{id}/record', undefined, { parameters: { id: round } })
export const certificate = (round: string) => call('get', '/api/v1/public/rounds/{id}/certificate', undefined, { parameters: { id: round } })
/** As it is, for the strict reader. */
export const evidence = (round: string) => download('/api/v1/rounds/{id}/evidence', { parameters: { id: round } })
export const supervised = (page: number, size: number) => call('get', '/api/v1/activities', undefined, { query: { page, size } })
