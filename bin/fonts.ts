import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import subsetFont from 'subset-font'

const pretendard = 'node_modules/pretendard/dist/web/variable'
const target = 'services/frontend-service/web/fonts'
const words = 'services/frontend-service/web/messages'
/** The weights that tokens.css names; a narrower axis is a smaller file. */
const weights = { min: 430, max: 640 }
const keepFeatures = ['kern', 'tnum', 'ccmp', 'calt', 'mark', 'mkmk', 'locl']

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index))
const signs = '…·–—‘’“”←↑→↓⌘⌥⇧×−'

const font = readFileSync(`${pretendard}/woff2/PretendardVariable.woff2`)
/** Pretendard's own slices: the last ones hold the most used syllables. */
const slices = [
  ...readFileSync(`${pretendard}/pretendardvariable-dynamic-subset.css`, 'utf8').matchAll(
    /unicode-range: ([^;]+);/g,
  ),
].map(([, ranges = '']) => ranges.split(/,\s*/).flatMap(pointsOf))

const files: [string, number[]][] = [
  ['common', [...ownWords(), ...slices.slice(86).flat()]],
  ['frequent', slices.slice(80, 86).flat()],
  ...[79, 78, 77, 76].map((at): [string, number[]] => [`rare-${at}`, slices[at] ?? []]),
]

const taken = new Set<number>()
const faces = new Map<string, string>()
for (const [name, points] of files) {
  const own = [...new Set(points)].filter((point) => !taken.has(point)).sort((a, b) => a - b)
  for (const point of own) taken.add(point)
  const woff2 = await subsetFont(font, String.fromCodePoint(...own), {
    targetFormat: 'woff2',
    variationAxes: { wght: weights },
    keepFeatures,
    noHinting: true,
  })
  writeFileSync(`${target}/${name}.woff2`, woff2)
  faces.set(name, face(name, own))
  process.stdout.write(
    `${name}: ${own.length} characters, ${Math.round(woff2.length / 1024)} KiB\n`,
  )
}
const source =
  '/* Written by bin/fonts from Pretendard. Copyright (c) 2021 Kil Hyung-jin, SIL Open Font License 1.1: http://scripts.sil.org/OFL */'
const isRare = (name: string) => name.startsWith('rare')
const facesOf = (isWanted: (name: string) => boolean) =>
  [...faces].flatMap(([name, face]) => (isWanted(name) ? face : [])).join('\n')

// The first is read before anything shows. The other names a hundred files that most screens need none of.
writeFileSync(`${target}/fonts.css`, `${source}\n${facesOf((name) => !isRare(name))}`)
writeFileSync(
  `${target}/rare.css`,
  `${source}\n@import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";\n\n${facesOf(isRare)}`,
)

function pointsOf(range: string) {
  const [first = 0, last = first] = range.replace('U+', '').split('-').map(hexadecimal)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function hexadecimal(text: string) {
  return Number.parseInt(text, 16)
}

/** Every character of the catalogues. */
function ownWords() {
  const text = readdirSync(words, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(ko|en)\/.+\.ts$/.test(file))
    .map((file) => readFileSync(`${words}/${file}`, 'utf8'))
  return [...text.join(''), ...ascii, ...signs]
    .flatMap((sign) => sign.codePointAt(0) ?? [])
    .filter(isSeen)
}

function isSeen(point: number) {
  return point >= 0x20
}

function face(name: string, points: number[]) {
  return `@font-face {
  font-family: "TaskMate Sans";
  font-style: normal;
  font-display: swap;
  font-weight: ${weights.min} ${weights.max};
  src: url(./${name}.woff2) format("woff2");
  unicode-range: ${rangesOf(points).join(', ')};
}
`
}

function rangesOf(points: number[]) {
  const ranges: [number, number][] = []
  for (const point of points) {
    const last = ranges.at(-1)
    if (last?.[1] === point - 1) last[1] = point
    else ranges.push([point, point])
  }
  return ranges.map(([first, last]) =>
    first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`,
  )
}

function hex(point: number) {
  return point.toString(16)
}
