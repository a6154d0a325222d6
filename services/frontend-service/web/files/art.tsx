import { FileArchive, File as FileIcon, FileVideo } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

const lines = [38, 46, 54, 62, 76, 84]
const rows = [20, 40, 60, 80]
const code = [
  { x: 18, y: 24, width: 26, colour: 'var(--ch-1)' },
  { x: 26, y: 38, width: 44, colour: 'var(--ch-2)' },
  { x: 34, y: 52, width: 56, colour: 'var(--line-control)' },
  { x: 34, y: 66, width: 34, colour: 'var(--success)' },
  { x: 18, y: 80, width: 14, colour: 'var(--line-control)' },
]
const wave = [8, 22, 14, 38, 52, 30, 18, 44, 26, 60, 34, 16, 40, 24, 12]

/** A drawing of what kind of file it is; decoration beside its name. */
export function Art({ type, name }: { type: string; name: string }) {
  const art = artOf(type, name.toLowerCase())
  if (art) return art
  if (/zip|tar|compress/.test(type)) return <FileArchive aria-hidden className="size-5!" />
  if (type.startsWith('video/')) return <FileVideo aria-hidden className="size-5!" />
  return <FileIcon aria-hidden className="size-5!" />
}

function artOf(type: string, name: string): ReactElement | undefined {
  if (/\.(csv|xlsx?|ods|tsv)$/.test(name)) return <Sheet />
  if (/\.(tsx?|jsx?|json|ya?ml|sql|sh|py|rb|css|html)$/.test(name)) return <Code />
  if (type.startsWith('audio/')) return <Wave />
  if (/pdf|text|word|document/.test(type)) return <Paper />
  return undefined
}

const Frame = ({ children }: { children: ReactNode }) => (
  <svg
    aria-hidden="true"
    viewBox="0 0 160 100"
    preserveAspectRatio="xMidYMid slice"
    className="size-full"
  >
    {children}
  </svg>
)

const Paper = () => (
  <Frame>
    <rect width="160" height="100" fill="var(--pressed)" />
    <rect x="44" y="12" width="72" height="100" rx="2" fill="var(--raised)" />
    <rect x="54" y="22" width="32" height="6" rx="3" fill="var(--ink-3)" />
    {lines.map((y) => (
      <rect
        key={y}
        x="54"
        y={y}
        width={y % 3 ? 52 : 40}
        height="3"
        rx="1.5"
        fill="var(--pr-rest)"
      />
    ))}
  </Frame>
)

const Sheet = () => (
  <Frame>
    <rect width="160" height="100" fill="var(--raised)" />
    <rect width="160" height="20" fill="var(--success-soft)" />
    {rows.map((y) => (
      <g key={y} stroke="var(--line)" strokeWidth="1">
        <line x2="160" y1={y} y2={y} />
        <rect x={12} y={y - 12} width={24} height="4" rx="2" fill="var(--success)" stroke="none" />
        <rect x={66} y={y - 12} width={18} height="4" rx="2" fill="var(--pr-rest)" stroke="none" />
        <rect x={116} y={y - 12} width={26} height="4" rx="2" fill="var(--pr-rest)" stroke="none" />
      </g>
    ))}
  </Frame>
)

const Code = () => (
  <Frame>
    <rect width="160" height="100" fill="var(--sunken)" />
    {code.map(({ x, y, width, colour }) => (
      <rect key={y} x={x} y={y} width={width} height="5" rx="2.5" fill={colour} />
    ))}
  </Frame>
)

const Wave = () => (
  <Frame>
    <rect width="160" height="100" fill="var(--pressed)" />
    {wave.map((height, index) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: bars are their places
        key={index}
        x={24 + index * 8}
        y={50 - height / 2}
        width="4"
        height={height}
        rx="2"
        fill="var(--ch-6)"
      />
    ))}
  </Frame>
)
