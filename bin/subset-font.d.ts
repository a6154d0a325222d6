/** What bin/fonts.ts uses of a package without types; DefinitelyTyped's are of an older release. */
declare module 'subset-font' {
  interface Options {
    targetFormat: 'woff2'
    variationAxes: Record<string, { min: number; max: number }>
    keepFeatures: string[]
    noHinting: boolean
  }
  const subsetFont: (font: Buffer, text: string, options: Options) => Promise<Buffer>
  // biome-ignore lint/style/noDefaultExport: this is how the package exports
  export default subsetFont
}
