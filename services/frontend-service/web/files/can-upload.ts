const uploaders = ['owner', 'admin', 'member']

/** May add, sort and throw away files here. */
export const canUpload = ({ role }: { role: string }) => uploaders.includes(role)
