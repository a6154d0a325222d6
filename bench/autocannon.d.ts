declare module 'autocannon' {
  interface Options {
    url: string
    connections: number
    duration: number
    requests: readonly {
      path: string
      method: string
      headers: Record<string, string>
      body?: string
    }[]
  }
  interface Result {
    requests: { total: number }
    latency: { p50: number; p99: number }
    duration: number
    errors: number
    non2xx: number
  }
  // biome-ignore lint/style/noDefaultExport: the package exports a function as default
  export default function autocannon(options: Options): Promise<Result>
}
