import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** What screens share, in scripts of its own. What a group holds comes with all that it imports, so that no two of them need
 *  each other. */
const groups = [
  // Before anything shows.
  { name: 'first', tags: ['$initial' as const], priority: 3 },
  // Only for forms that are sent: nobody waits for it.
  {
    name: 'schemas',
    test: /node_modules.zod|services.(chassis|[a-z]+-service.contract)/,
    priority: 2,
  },
  // All that the sign-in needs beside.
  {
    name: 'forms',
    test: /web.(account.sign-in|ui.form.(field|form|too))|useMutation/,
    minShareCount: 2,
    priority: 1,
  },
  { name: 'screens', minShareCount: 2 },
]

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
    // Few scripts: a hundred small ones take a browser longer than their size says.
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  worker: { format: 'es' },
})
