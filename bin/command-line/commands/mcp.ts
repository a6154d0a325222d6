import type { Command } from '../command.ts'

export const mcp: Command = {
  name: 'mcp',
  usage: 'tm mcp [--read-only]',
  options: { 'read-only': { type: 'boolean' } },
  run: async ({ workspace, me, settings }, { text, has }) => {
    // A token that is not accepted ends it at once, and says so where whoever started it looks.
    await Promise.all([me(), workspace()])
    const { serve } = await import('../mcp/serve.ts')
    const isReadOnly = has('read-only')
    await serve({ kept: settings(), workspace: text('workspace'), isReadOnly })
  },
}
