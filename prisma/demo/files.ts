import { crc32, deflateSync } from 'node:zlib'

/** Files of the demo workspace, drawn and written on the spot; `task` is the title of the one they hang on. */
export const demoFiles = [
  {
    name: '배너 시안 v3.png',
    category: 'design',
    task: '메인 배너 교체 시안 확정',
    bytes: () => sunset(1200, 480),
  },
  {
    name: '모바일 와이어.png',
    category: 'design',
    task: '모바일 비율 시안',
    bytes: () => wireframe(780, 520),
  },
  { name: '배너 문구 3안.md', category: 'document', task: '메인 배너 교체 시안 확정', bytes: copy },
  {
    name: 'cold-start.csv',
    category: 'other',
    task: 'Measure cold start on three old phones',
    bytes: measured,
  },
] as const

type Paint = (x: number, y: number) => readonly [number, number, number]

const mix = (from: readonly number[], to: readonly number[], part: number) =>
  [0, 1, 2].map((i) => Math.round((from[i] ?? 0) + ((to[i] ?? 0) - (from[i] ?? 0)) * part))

function sunset(width: number, height: number) {
  return png(width, height, (x, y) => {
    const hill = height * (0.78 + 0.09 * Math.sin(x / 130) + 0.05 * Math.sin(x / 47))
    const [r = 0, g = 0, b = 0] =
      y > hill
        ? mix([38, 66, 112], [24, 42, 78], (y - hill) / (height * 0.25))
        : Math.hypot(x - width * 0.74, y - height * 0.62) < height * 0.15
          ? [255, 236, 200]
          : mix([66, 118, 196], [196, 214, 236], y / height)
    return [r, g, b]
  })
}

function wireframe(width: number, height: number) {
  const boxes = [
    [0.06, 0.08, 0.88, 0.36],
    [0.06, 0.5, 0.27, 0.4],
    [0.365, 0.5, 0.27, 0.4],
    [0.67, 0.5, 0.27, 0.4],
    [0.1, 0.16, 0.4, 0.06],
    [0.1, 0.27, 0.18, 0.08],
  ]
  return png(width, height, (x, y) => {
    const depth = boxes.filter(
      ([left = 0, top = 0, w = 0, h = 0]) =>
        x > left * width && x < (left + w) * width && y > top * height && y < (top + h) * height,
    ).length
    return depth === 0 ? [243, 246, 251] : depth === 1 ? [205, 218, 240] : [92, 128, 196]
  })
}

/** A PNG of true-colour pixels. */
function png(width: number, height: number, paint: Paint) {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body) >>> 0, 4 + body.length)
  return frame
}

function copy() {
  return Buffer.from(
    '# 배너 문구 3안\n\n1. 겨울을 먼저 만나는 방법\n2. 첫눈처럼 새로워졌습니다\n3. 하늘이 바뀌면 집도 바뀝니다\n',
  )
}

function measured() {
  return Buffer.from(
    'phone,year,cold start ms,warm start ms\nGalaxy S9,2018,2840,610\nPixel 3a,2019,2410,540\niPhone 8,2017,1990,420\n',
  )
}
