import { defineConfig } from 'vite'

// The bundle has names that stay, so that a rebuilt one can be compared with the one that is packed into the jar.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: process.env.CONSOLE_OUT ?? '../src/main/resources/dev/janusclient/tools/console/page',
    emptyOutDir: true,
    modulePreload: false,
    target: 'es2022',
    rollupOptions: {
      output: { entryFileNames: 'console.js', assetFileNames: 'console[extname]' },
    },
  },
})
