import { request as plain, type RequestOptions } from 'node:http'
import { request as encrypted } from 'node:https'
import { isIP } from 'node:net'
import {
  AddressError,
  type AddressRules,
  checkedLookup,
  faultOf,
  hostOf,
  isAllowed,
  type Resolve,
  resolved,
} from './address.ts'

/** What can go wrong with a delivery: the address is not allowed; it has no host; nobody listens; its certificate is not right;
 *  no answer in time; no HTTP; another status than 2xx; one that leads elsewhere. */
type Failure = 'refused' | 'dns' | 'connect' | 'tls' | 'timeout' | 'broken' | 'status' | 'redirect'

export interface Answer {
  /** None where it was delivered. */
  readonly failure?: Failure
  readonly httpStatus?: number
  /** The beginning of its text. */
  readonly response?: string
}

interface Post {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** The whole of it, in milliseconds. */
  readonly withinMs: number
  readonly rules: AddressRules
  /** @default the name servers */
  readonly resolve?: Resolve
}

/** Of an answer as much is read; then the connection is cut. */
const READ_MAX = 64 * 1024
/** Of it as much is kept for the log, in bytes. */
const KEPT_MAX = 1024
const HEADERS_MAX = 16 * 1024

/** Posts once, on a connection of its own, to an address that was checked, and follows nothing. Never rejects: the status of
 *  an answer decides, however much of its text is missing. */
export async function post(what: Post): Promise<Answer> {
  const { url, rules } = what
  if (!URL.canParse(url)) return { failure: 'refused' }
  const target = new URL(url)
  const host = hostOf(target)
  // What was allowed when it was written may not be any more. Names are looked up by the socket, addresses are not.
  if (faultOf(target, rules) || (isIP(host) && !isAllowed(host, rules)))
    return { failure: 'refused' }
  return answered(target, what).catch((error: Error) => ({ failure: failureOf(error) }))
}

const answered = (target: URL, { body, headers, withinMs, rules, resolve = resolved }: Post) =>
  new Promise<Answer>((done) => {
    const options: RequestOptions = {
      ...{ method: 'POST', agent: false, maxHeaderSize: HEADERS_MAX },
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: checkedLookup(resolve, rules),
    }
    const req = (target.protocol === 'https:' ? encrypted : plain)(target, options)
    let answer: Answer = { failure: 'timeout' }
    const finish = (result: Answer) => {
      clearTimeout(timer)
      done(result)
      req.destroy()
    }
    const timer = setTimeout(() => finish(answer), withinMs)
    req.on('error', (error) => finish(answer.httpStatus ? answer : { failure: failureOf(error) }))
    // Another protocol, on a connection that would stay open.
    req.on('upgrade', ({ statusCode: httpStatus }, socket) => {
      socket.destroy()
      finish({ failure: 'status', response: '', ...(httpStatus && { httpStatus }) })
    })
    req.on('response', (res) => {
      const httpStatus = res.statusCode ?? 0
      const kept: Buffer[] = []
      let size = 0
      const told = () => ({
        ...{ httpStatus, response: textOf(kept) },
        ...(httpStatus < 200 || httpStatus > 299 ? { failure: kindOf(httpStatus) } : {}),
      })
      answer = told()
      res.on('data', (chunk: Buffer) => {
        if (size < KEPT_MAX) kept.push(chunk.subarray(0, KEPT_MAX - size))
        size += chunk.length
        answer = told()
        if (size >= READ_MAX) finish(answer)
      })
      res.on('close', () => finish(answer))
    })
    req.end(body)
  })

const kindOf = (status: number): Failure => (status >= 300 && status < 400 ? 'redirect' : 'status')

/** A database keeps no zero characters; a cut one at the end is no character. */
const textOf = (chunks: readonly Buffer[]) =>
  Buffer.concat(chunks)
    .toString('utf8')
    .replaceAll('\u0000', '')
    .replace(/\ufffd+$/, '')

function failureOf(error: Error): Failure {
  // Of several addresses that were tried in vain.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  if (first instanceof AddressError) return first.code
  const code = String(first?.code ?? '')
  if (/^(ECONN(REFUSED|ABORTED)|E(HOST|NET)(UNREACH|DOWN)|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code))
    return 'connect'
  if (/CERT|TLS|SSL|SIGN|ISSUER|LEAF|EPROTO/.test(code)) return 'tls'
  return 'broken'
}
