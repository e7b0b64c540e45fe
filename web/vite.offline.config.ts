import { createHash } from 'node:crypto'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Puts script and style into the page, under a policy that lets it run these and reach nothing. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle)
      const script = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
      const style = files.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : []))
      if (script.length !== 1 || style.length !== 1) throw new Error('the offline page is one script and one style')
      const code = script[0]!.replaceAll('</script', '<\\/script')
      const policy = `default-src 'none'; script-src ${hashOf(code)}; style-src ${hashOf(style[0]!)}; worker-src blob:; base-uri 'none'; form-action 'none'`
      const html = [
        '<!doctype html>',
        '<html lang="zh-CN">',
        '<head>',
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<title>科技专家抽取 离线查验</title>',
        `<style>${style[0]}</style>`,
        '</head>',
        '<body><div id="app"></div>',
        `<script type="module">${code}</script>`,
        '</body>',
        '</html>',
        '',
      ].join('\n')
      for (const file of files) delete bundle[file.fileName]
      this.emitFile({ type: 'asset', fileName: 'bole-offline.html', source: html })
    },
  }
}

export default defineConfig({
  plugins: [vue(), oneFile()],
  publicDir: false,
  define: { __VUE_OPTIONS_API__: 'false' },
  build: { outDir: 'dist-offline', cssCodeSplit: false, modulePreload: { polyfill: false }, rollupOptions: { input: 'offline.html' } },
})
