import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'

const scripts: Readonly<Record<string, string>> = {
  bash: `# source <(tm completion bash)
_tm() {
  local found one
  COMPREPLY=()
  mapfile -t found < <(tm complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  for one in "\${found[@]}"; do COMPREPLY+=("$(printf %q "$one")"); done
}
complete -F _tm tm
`,
  zsh: `#compdef tm
# source <(tm completion zsh), behind compinit
_tm() {
  local -a found
  found=("\${(@f)$(tm complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n $found ]] && compadd -- "\${found[@]}"
}
compdef _tm tm
`,
  fish: `# tm completion fish | source
complete -c tm -f -a '(tm complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
}

export const completion: Command = {
  name: 'completion',
  usage: 'tm completion bash | zsh | fish',
  completes: 'shell',
  run: async ({ words }, { words: [shell = ''] }) => {
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
    if (!script)
      throw new Failure('usage', shell ? words.noShell(shell) : words.missingArgument, {
        hints: [completion.usage],
        candidates: Object.keys(scripts),
      })
    process.stdout.write(script)
  },
}
