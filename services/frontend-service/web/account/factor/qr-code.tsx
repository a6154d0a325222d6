import encodeQR from 'qr'
import { factorWords } from './factor-words.ts'

const BORDER = 4

/** A QR code, dark on light in every theme: not every camera reads it the other way round. */
export function QrCode({ text }: { text: string }) {
  const rows = encodeQR(text, 'raw', { border: BORDER, ecc: 'low' })
  const path = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label={factorWords().qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-md border border-line"
    >
      <path fill="#fff" d={`M0 0h${rows.length}v${rows.length}H0z`} />
      <path fill="#000" d={path.join('')} />
    </svg>
  )
}
