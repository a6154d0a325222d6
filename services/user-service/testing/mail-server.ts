import type { Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { pollUntil } from '../../chassis/poll-until.ts'
import { addressWords } from '../mail/address-words.ts'
import { deviceWords } from '../mail/device-words.ts'

/** What the server does with a letter: takes it, refuses it, or dies while the text comes. */
type Mood = 'takes' | 'refuses' | 'dies'

/** An SMTP server on loopback that keeps what it is given. */
export async function startMailServer() {
  const letters: Email[] = []
  const proofs: Email[] = []
  const signIns: Email[] = []
  const state = { mood: 'takes' as Mood, tried: 0 }
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      state.tried += 1
      const chunks: Buffer[] = []
      if (state.mood === 'dies') for (const socket of sockets) socket.destroy()
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (state.mood === 'refuses') return done(new Error('No room for letters'))
        const letter = await PostalMime.parse(Buffer.concat(chunks))
        ;(isProof(letter) ? proofs : isSignIn(letter) ? signIns : letters).push(letter)
        done()
      })
    },
  })
  server.server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  /** The letters to an address among some, once there are so many. */
  const among =
    (some: Email[]) =>
    async (email: string, count = 1) => {
      const theirs = () => some.filter(({ to }) => to?.some((one) => one.address === email))
      await pollUntil(() => theirs().length >= count, { complaint: `${count} letters to ${email}` })
      return theirs()
    }

  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    /** Without those that every new account gets, which prove its address, and those about new devices. */
    lettersTo: among(letters),
    proofsTo: among(proofs),
    signInsTo: among(signIns),
    state,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

/** Secret of the link in a letter. */
export const tokenIn = ({ text = '' }: Email) => /\/recover\/([\w-]{43})/.exec(text)?.[1] ?? ''

/** The same of a link to an address; empty where the letter has none. */
export const addressTokenIn = (letter: Email | undefined) =>
  /\/address\/([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? ''

const proofSubjects = Object.values(addressWords.address_proof).map(({ subject }) => subject)
const isProof = ({ subject = '' }: Email) => proofSubjects.includes(subject)

const signInSubjects = Object.values(deviceWords.device_new).map(({ subject }) => subject)
const isSignIn = ({ subject = '' }: Email) => signInSubjects.includes(subject)
