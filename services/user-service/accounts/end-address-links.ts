import type { Prisma } from '#db/user'

/** Whatever is on its way to the addresses of an account ends, under the lock of the account. */
export async function endAddressLinks(tx: Prisma.TransactionClient, userId: string) {
  await tx.addressChange.deleteMany({ where: { userId } })
  await tx.addressLink.deleteMany({ where: { userId } })
}
