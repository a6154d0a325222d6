import helmet from 'helmet'

/** Headers of every answer. Styles may be inline (Radix and sonner insert them), scripts never; only Vite's development
 *  server at `sources` adds one of its own, and a socket that tells of changes. */
export const securityHeaders = (secure: boolean, sources?: string) =>
  helmet({
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
