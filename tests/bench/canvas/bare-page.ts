import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { FlowDraft } from '#contract/flow-document.ts'

const entry = fileURLToPath(new URL('bare-canvas.tsx', import.meta.url))

/** A page with nothing on it but the flow. `onlyVisible`: what is off the screen is not mounted. */
export async function makeBarePage(): Promise<(draft: FlowDraft, onlyVisible: boolean) => string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'bare',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  const [script, style] = [text('.js'), text('.css')]
  return (draft, onlyVisible) => {
    const nodes = Object.entries(draft.nodes).map(([id, { pos, config }]) => ({
      id,
      position: { x: pos[0], y: pos[1] },
      data: { label: config['name'] },
      width: 172,
      height: 52,
    }))
    const edges = Object.entries(draft.edges).map(([id, { source, target }]) => ({ id, source, target }))
    const given = JSON.stringify({ given: nodes, edges, onlyVisible })
    return `<!doctype html><style>${style} body { margin: 0 } #canvas { width: 1440px; height: 900px }</style>
<div id="canvas"></div><script type="application/json" id="given">${given}</script><script>${script}</script>`
  }
}
