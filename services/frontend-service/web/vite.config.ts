import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind()],
  build: {
    outDir: '../../../build/web',
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
    target: 'es2023',
    // What Tailwind asks for. Older ones would need each color twice.
    cssTarget: ['chrome111', 'firefox128', 'safari16.4'],
    // Those load modules ahead by themselves.
    modulePreload: { polyfill: false },
    // A data: URL would be refused by the content security policy.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
})
