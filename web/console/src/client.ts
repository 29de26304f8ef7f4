// Asks the server. Paths, bodies and answers are typed by api.ts, which is made from the server's
// own document, so a field that changed there does not compile here.

import type { Failure, paths } from './api'

type Method = 'get' | 'post' | 'put' | 'delete'
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never
}[keyof paths]

type InPath<O> = O extends { parameters: { path: infer Path } } ? Path : undefined
export type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined
export type AnswerOf<O> = O extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never

type Arguments<O> = InPath<O> extends undefined
  ? BodyOf<O> extends undefined ? [] : [body: BodyOf<O>]
  : BodyOf<O> extends undefined ? [path: InPath<O>] : [path: InPath<O>, body: BodyOf<O>]

export type Fault = 'not_found' | 'not_allowed' | 'invalid' | 'conflict' | 'busy' | 'broken' | 'offline'

/** A request that failed. `path` names the field to mend, if one is at fault. */
export class Refused extends Error {
  constructor(readonly fault: Fault, text: string, readonly path: string | undefined, readonly status: number) {
    super(text)
  }
}

/** What the session hears when the server no longer knows it. */
export const session_events: { ended: () => void, locked: () => void } = { ended: () => {}, locked: () => {} }

function address(path: string, values: Record<string, string | number>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

async function failure_of(response: Response): Promise<Refused> {
  let failure: Partial<Failure> = {}
  try {
    failure = await response.json() as Failure
  } catch {
    // A proxy in front may answer without our JSON; the status says enough.
  }
  const by_status: Record<number, Fault> = { 400: 'invalid', 401: 'not_allowed', 403: 'not_allowed', 404: 'not_found', 409: 'conflict', 413: 'invalid', 423: 'not_allowed', 429: 'busy', 503: 'busy' }
  const fault = (failure.fault as Fault | undefined) ?? by_status[response.status] ?? 'broken'
  return new Refused(fault, failure.text ?? '', failure.path ?? undefined, response.status)
}

async function request(method: string, path: string, body: unknown): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' }
  // A foreign page cannot send this header without asking us first, and we never say yes.
  if (method !== 'get') headers['x-reachline'] = 'console'
  if (body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  try {
    const options: RequestInit = { method: method.toUpperCase(), headers, credentials: 'same-origin', cache: 'no-store' }
    if (body !== undefined) options.body = JSON.stringify(body)
    response = await fetch(path, options)
  } catch {
    throw new Refused('offline', '', undefined, 0)
  }
  if (response.ok) return response.json()
  if (response.status === 401 && path !== '/api/session') session_events.ended()
  if (response.status === 423) session_events.locked()
  throw await failure_of(response)
}

/** The values of the path come first when it has any, then the body when it takes one. */
function asker<M extends Method>(method: M) {
  return <P extends PathsWith<M>>(path: P, ...given: Arguments<Operation<P, M>>): Promise<AnswerOf<Operation<P, M>>> => {
    const has_values = (path as string).includes('{')
    const values = (has_values ? given[0] : {}) as Record<string, string | number>
    const body = has_values ? given[1] : given[0]
    return request(method, address(path, values), body) as Promise<AnswerOf<Operation<P, M>>>
  }
}

export const get = asker('get')
export const post = asker('post')
export const put = asker('put')
export const remove = asker('delete')

/** The same for every try of one request, so that the server does it once. */
export function idempotency_key(): string {
  return crypto.randomUUID()
}
