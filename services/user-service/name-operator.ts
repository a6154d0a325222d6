import { PrismaClient } from '#db/user'
import { createPool, prismaAdapter } from '../chassis/database.ts'
import { databaseEnv, loadEnv } from '../chassis/env.ts'
import { email } from './contract.ts'

/** Run beside the service where nobody who runs the installation gets in any more: `node name-operator.js you@example.com`
 *  makes an account an operator. Exits 1 where nobody has that address, 64 on other words. */
const env = loadEnv(databaseEnv)
const [, , typed, ...others] = process.argv
const address = email.safeParse(typed)
if (!address.success || others.length > 0) {
  process.stderr.write('usage: node name-operator.js you@example.com\n')
  process.exit(64)
}
const pool = createPool(env, 'user_service_db')
const db = new PrismaClient({ adapter: prismaAdapter(pool) })
const { count } = await db.user.updateMany({
  where: { email: address.data, disabledAt: null },
  data: { isOperator: true },
})
const isNamed = count > 0
process[isNamed ? 'stdout' : 'stderr'].write(
  isNamed
    ? `${address.data} is an operator\n`
    : `Nobody who may sign in has the address ${address.data}\n`,
)
await db.$disconnect()
await pool.end()
process.exit(isNamed ? 0 : 1)
