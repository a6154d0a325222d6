import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'

/** Pages in whose address a secret stands, or what a provider sends back. */
const SECRET_PAGE = /^\/(?:oidc|recover|address|invite)\//

/** Whether nobody may be told from which page somebody comes; others say it to this site alone. */
export const isSecretPage = (url = '') => SECRET_PAGE.test(url)

/** Headers of every answer, made once. Styles may be inline (Radix and sonner insert them), scripts never; only Vite's
 *  development server at `sources` adds one of its own, and a socket that tells of changes. */
export function securityHeaders(secure: boolean, sources?: string): Headers {
  const setAll = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", ...(sources ? ["'unsafe-inline'"] : [])],
        ...(sources && { 'connect-src': ["'self'", sources.replace('http:', 'ws:')] }),
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'worker-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(secure && { 'upgrade-insecure-requests': [] }),
      },
    },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  const req = new IncomingMessage(new Socket())
  const res = new ServerResponse(req)
  setAll(req, res, () => {})
  return new Headers(Object.entries(res.getHeaders()).map(([name, value]) => [name, `${value}`]))
}
