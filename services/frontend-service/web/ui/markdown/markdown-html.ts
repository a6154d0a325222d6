import { Lexer, Marked, type Token, Tokenizer } from 'marked'
import cjkFriendly from 'marked-cjk-friendly'
import { bareLinkLength } from './bare-link.ts'

/** How deep quotes, lists and marks go into each other. What lies deeper is shown as it was typed: the parser calls
 *  itself for each level, and its stack ends long before a comment does. */
const NESTING_MAX = 10

const markdown = new Marked(
  { breaks: true, renderer: { html: ({ text }) => escaped(text) } },
  cjkFriendly(),
  {
    tokenizer: {
      // "9~10시, 2~3시" are hours, not a stroke through the text between them.
      del: (src) => (src.startsWith('~~') ? false : undefined),
      url(src) {
        const [address] = /^(?:https?:\/\/|ftp:\/\/|www\.)[^\s<]*/i.exec(src) ?? []
        if (!address) return false
        return Tokenizer.prototype.url.call(this, src.slice(0, bareLinkLength(address)))
      },
    },
  },
)

/** Markdown as HTML that has yet to be sanitised. HTML that somebody wrote is text in it. */
export function htmlOf(text: string): string {
  return markdown.parser(boundedLexer().lex(text))
}

/** What a text is made of, and how to look at each part of it. */
export const markdownTokens = (text: string) => ({
  tokens: boundedLexer().lex(text),
  walk: markdown.walkTokens.bind(markdown),
})

function boundedLexer() {
  const lexer = new Lexer(markdown.defaults)
  const blocks = lexer.blockTokens.bind(lexer)
  const inline = lexer.inlineTokens.bind(lexer)
  let depth = 0
  const nested = <T>(parse: () => T): T => {
    depth += 1
    try {
      return parse()
    } finally {
      depth -= 1
    }
  }
  const asTyped = (src: string) => ({ type: 'text', raw: src, text: src, escaped: false }) as const

  return Object.assign(lexer, {
    blockTokens(src: string, tokens: Token[] = [], isLastClipped?: boolean) {
      if (depth < NESTING_MAX) return nested(() => blocks(src, tokens, isLastClipped))
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: [asTyped(src)] })
      return tokens
    },
    inlineTokens(src: string, tokens: Token[] = []) {
      if (depth < NESTING_MAX) return nested(() => inline(src, tokens))
      tokens.push(asTyped(src))
      return tokens
    },
  })
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
