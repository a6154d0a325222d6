import { StringDecoder } from 'node:string_decoder'

/** More than all that any command takes. */
const BYTES_MAX = 4 * 1024 * 1024

/** All of standard input, as text. */
export async function readStdin() {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += chunk.length
    if (size > BYTES_MAX) break
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A line from the terminal that nobody sees. */
export function readSecret(question: string) {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  const decoder = new StringDecoder('utf8')
  let typed = ''
  return new Promise<string>((resolve) => {
    const end = () => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', read)
      stderr.write('\n')
    }
    const read = (chunk: Buffer) => {
      for (const letter of decoder.write(chunk)) {
        if (letter === '\u0003') {
          end()
          process.exit(130)
        }
        if (letter === '\r' || letter === '\n' || letter === '\u0004') {
          end()
          return resolve(typed.trim())
        }
        typed = letter === '\u007f' || letter === '\b' ? typed.slice(0, -1) : typed + letter
      }
    }
    stdin.on('data', read)
    stdin.resume()
  })
}
